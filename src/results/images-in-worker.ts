import { AppError } from '#errors.ts';
import type { MaskImage } from './mask-image.ts';

/** Of a worker, what is needed here. */
export interface ImagePort {
  postMessage(image: MaskImage): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Uint8Array<ArrayBuffer> }) => void) | null;
  onerror: ((event: { readonly message: string }) => void) | null;
}

/**
 * Makes files of images, as `writeMaskImage` does, off the thread that asks: each in a worker of its own, which ends with it,
 * since the arrays of a whole grid are large. The answer rejects with AppError 'internal' where it fails.
 */
export function imagesInWorker(
  start: () => ImagePort,
): (image: MaskImage) => Promise<Uint8Array<ArrayBuffer>> {
  return (image) => {
    const worker = start();
    const file = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) =>
        reject(new AppError('internal', { where: `making an image: ${message}` }));
      worker.postMessage(image);
    });
    return file.finally(() => worker.terminate());
  };
}
