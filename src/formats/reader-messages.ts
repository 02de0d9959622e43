import type { Call } from '#rpc/protocol.ts';
import type { OpenedScan } from './reader.ts';
import type { ReadOptions } from './scan-file.ts';

/** A File may lose its name on the way to a thread. */
export interface SentFile {
  readonly name: string;
  readonly content: Blob;
}

/** Every call that the reader's worker answers. */
export interface ReaderCalls {
  /** Answered once the worker has loaded. */
  ready: Call<[], void>;
  read: Call<[files: readonly SentFile[]], OpenedScan, ReadOptions>;
}
