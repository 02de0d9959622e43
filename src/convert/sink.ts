/** A folder that a pack is written to: on disk, or in the browser's private file system. */
export interface Sink {
  /** A new file, in place of one that is there already, which stays until `finish`. */
  create(path: string): Promise<SinkFile>;
  /** A small file's content; undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** `length` bytes from `offset` of a finished file; fewer where it ends before. */
  slice(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** Bytes of a finished file; undefined where there is none. */
  size(path: string): Promise<number | undefined>;
  /** Removes a file; nothing where there is none. */
  remove(path: string): Promise<void>;
}

/** One file, written from its start to its end. Nobody sees it before `finish`. */
export interface SinkFile {
  append(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  /** Forgets all that was written. */
  abort(): Promise<void>;
}
