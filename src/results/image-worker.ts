import { serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { deflate } from './deflate.ts';
import type { ImageCalls } from './images-in-worker.ts';
import { writeMaskImage } from './mask-image.ts';

serveCalls<ImageCalls>({ write: (image) => writeMaskImage(image, deflate) }, self, {
  transferables: transferablesOf,
});
