import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { Call } from '#rpc/protocol.ts';
import type { MaskImage } from './mask-image.ts';

/** What a worker for images answers. */
export interface ImageCalls {
  write: Call<[image: MaskImage], Uint8Array<ArrayBuffer>>;
}

/**
 * Makes files of images, as `writeMaskImage` does, off the thread that asks: each in a worker of its own, which ends with it,
 * since the arrays of a whole grid are large. Where the worker is lost the answer rejects with AppError 'worker-lost'.
 */
export function imagesInWorker(
  start: () => ClientPort,
): (image: MaskImage) => Promise<Uint8Array<ArrayBuffer>> {
  return async (image) => {
    const client = new RpcClient<ImageCalls>({ start });
    try {
      return await client.call('write', [image]);
    } finally {
      client.end(new Error('the image is made'));
    }
  };
}
