import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { Call } from '#rpc/protocol.ts';
import type { FileToMake } from './made-file.ts';

/** What a worker for files answers. */
export interface FileCalls {
  make: Call<[file: FileToMake], Uint8Array<ArrayBuffer>>;
}

/**
 * Makes files, as `makeFile` does, off the thread that asks: each in a worker of its own, which ends with it, since the arrays
 * of a whole grid are large. Where the worker is lost the answer rejects with AppError 'worker-lost'.
 */
export function filesInWorker(
  start: () => ClientPort,
): (file: FileToMake) => Promise<Uint8Array<ArrayBuffer>> {
  return async (file) => {
    const client = new RpcClient<FileCalls>({ start });
    try {
      return await client.call('make', [file]);
    } finally {
      client.end(new Error('the file is made'));
    }
  };
}
