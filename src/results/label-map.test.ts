import { expect, test } from 'vitest';
import { maskOf } from '#volume/mask.ts';
import { type LabelledMask, needsWide, paintLabels } from './label-map.ts';

const size = [2, 2, 1] as const;
const grid = { size, voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
const toLabelMap = (masks: readonly LabelledMask[], onto = size) => {
  const map = needsWide(masks) ? new Uint16Array(4) : new Uint8Array(4);
  paintLabels(masks, map, onto);
  return map;
};
const drawn = (...inside: number[]) => maskOf(grid, inside);

test('a later mask lies over an earlier one', () => {
  const masks = [
    { mask: drawn(1, 1, 0, 0), labelId: 6 },
    { mask: drawn(0, 1, 1, 0), labelId: 2 },
  ];
  expect(toLabelMap(masks)).toEqual(Uint8Array.of(6, 2, 2, 0));
});

test('labels beyond 255 take 16 bits, and 255 does not', () => {
  const mask = drawn(0, 0, 0, 1);
  expect(toLabelMap([{ mask, labelId: 256 }])).toEqual(Uint16Array.of(0, 0, 0, 256));
  expect(toLabelMap([{ mask, labelId: 255 }])).toEqual(Uint8Array.of(0, 0, 0, 255));
});

test('a mask of another grid is refused', () => {
  const other = maskOf({ ...grid, size: [4, 1, 1] }, [1, 1, 1, 1]);
  expect(() => toLabelMap([{ mask: other, labelId: 1 }])).toThrow(RangeError);
});
