import type { Call } from '#rpc/protocol.ts';
import type { SentFile } from './reader-messages.ts';
import type { Ending, FillOptions } from './scan-file.ts';

/** Every call that the reader's second thread answers. */
export interface InflateCalls {
  /** Answered once the worker has loaded. */
  ready: Call<[], void>;
  /** `gunzipInto` memory that both threads share. */
  gunzip: Call<[file: SentFile, target: Uint8Array, offset: number], Ending, Omit<FillOptions, 'gunzip'>>;
}
