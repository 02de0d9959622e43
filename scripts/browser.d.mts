/** Path of a Chromium that starts, installed if need be; nothing where none can be had. */
export function findBrowser(): string | undefined;
