import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { readNifti } from '#formats/read-nifti.ts';
import { maskOf } from '#volume/mask.ts';
import { deflate } from './deflate.ts';
import { type ImagePort, imagesInWorker } from './images-in-worker.ts';
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
  const { volume, header } = readNifti('x', await writeMaskImage(image(shown), deflate));
  expect(header).toEqual(gridHeader(grid));
  expect([...volume.data]).toEqual(voxels);
  expect(volume).toMatchObject({ slope, intercept: 0 });
});

/** A worker that answers with `answer` in a later task. */
function fakeWorker(answer: (image: MaskImage, port: ImagePort) => void) {
  const port: ImagePort & { ended: number } = {
    ended: 0,
    postMessage: (sent) => queueMicrotask(() => answer(structuredClone(sent), port)),
    terminate: () => {
      port.ended += 1;
    },
    onmessage: null,
    onerror: null,
  };
  return port;
}

test('a worker makes the same file from what can be sent to it, and ends then', async () => {
  const port = fakeWorker((sent, { onmessage }) => {
    void writeMaskImage(sent, deflate).then((data) => onmessage?.({ data }));
  });
  const wanted = image({ kind: 'mask', mask });
  expect(await imagesInWorker(() => port)(wanted)).toEqual(await writeMaskImage(wanted, deflate));
  expect(port.ended).toBe(1);
});

test('a worker that fails ends too, and says why', async () => {
  const port = fakeWorker((_, { onerror }) => onerror?.({ message: 'out of memory' }));
  await expect(imagesInWorker(() => port)(image({ kind: 'mask', mask }))).rejects.toMatchObject({
    code: 'internal',
    details: { where: expect.stringContaining('out of memory') },
  });
  expect(port.ended).toBe(1);
});
