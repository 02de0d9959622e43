import { deflate } from './deflate.ts';
import { type MaskImage, writeMaskImage } from './mask-image.ts';

/** Makes one image and hands its file back. What is thrown reaches the page as an error of this worker. */
self.onmessage = async ({ data }: MessageEvent<MaskImage>) => {
  try {
    const file = await writeMaskImage(data, deflate);
    self.postMessage(file, { transfer: [file.buffer] });
  } catch (error) {
    // A rejected promise would not reach it.
    setTimeout(() => {
      throw error;
    });
  }
};
