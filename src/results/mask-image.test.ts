import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import type { ClientPort } from '#rpc/client.ts';
import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { maskOf } from '#volume/mask.ts';
import { deflate } from './deflate.ts';
import { type ImageCalls, imagesInWorker } from './images-in-worker.ts';
import { type MaskImage, type Shown, writeMaskImage } from './mask-image.ts';

const grid = { size: [3, 2, 2], voxelToWorld: [-2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] } as const;
const certain = maskOf(grid, [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const mask = { ...certain, data: certain.data.map((byte) => (byte === 0 ? 100 : byte)) };
const image = (shown: Shown): MaskImage => ({ shown, size: grid.size, header: gridHeader(grid) });

test.each<[string, Shown, readonly number[], number]>([
  ['a mask is 1 inside', { kind: 'mask', mask }, [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1],
  [
    'a label map has the label inside',
    { kind: 'labels', masks: [{ mask, labelId: 300 }] },
    [0, 300, 300, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    1,
  ],
  [
    'a probability map has the bytes of the box, 255 of which are 1',
    { kind: 'probability', mask },
    [100, 255, 255, 100, 100, 100, 100, 100, 100, 100, 100, 100],
    Math.fround(1 / 255),
  ],
])('%s, on the grid of the header', async (_, shown, voxels, slope) => {
  const { volume, header } = await openBytes('x', await writeMaskImage(image(shown), deflate));
  expect(header).toEqual(gridHeader(grid));
  expect([...volume.data]).toEqual(voxels);
  expect(volume).toMatchObject({ slope, intercept: 0 });
});

/** The near end of a channel whose far end answers as the worker does, and whether it was ended. */
function fakeWorker(write: (image: MaskImage) => Promise<Uint8Array<ArrayBuffer>>) {
  const { port1, port2 } = new MessageChannel();
  const worker = { ended: 0 };
  serveCalls<ImageCalls>({ write }, port2 as unknown as ServerPort, { transferables: transferablesOf });
  const terminate = () => {
    worker.ended += 1;
    port1.close();
  };
  port1.start();
  port2.start();
  return { worker, start: () => Object.assign(port1, { terminate }) as unknown as ClientPort };
}

test('a worker makes the same file from what can be sent to it, and ends then', async () => {
  const { worker, start } = fakeWorker((sent) => writeMaskImage(sent, deflate));
  const wanted = image({ kind: 'mask', mask });
  expect(await imagesInWorker(start)(wanted)).toEqual(await writeMaskImage(wanted, deflate));
  expect(worker.ended).toBe(1);
});

test('a worker that fails ends too, and says why', async () => {
  const { worker, start } = fakeWorker(() => Promise.reject(new RangeError('array too large')));
  await expect(imagesInWorker(start)(image({ kind: 'mask', mask }))).rejects.toMatchObject({
    details: { where: expect.stringContaining('array too large') },
  });
  expect(worker.ended).toBe(1);
});
