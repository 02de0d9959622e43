// Stands in for parts of Node that codecs ask for only where they run in it.
export {};
