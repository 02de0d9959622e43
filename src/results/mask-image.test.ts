import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { openBytes } from '#testing/open-bytes.ts';
import { maskOf } from '#volume/mask.ts';
import { deflate } from './deflate.ts';
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
