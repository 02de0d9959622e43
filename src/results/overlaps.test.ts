import { expect, test } from 'vitest';
import { maskOf } from '#volume/mask.ts';
import { overlaps } from './overlaps.ts';

const grid = { size: [4, 2, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
const object = (title: string, labelId: number, ...inside: number[]) => ({
  ...{ title, labelId, mask: maskOf(grid, inside) },
});

test('of two objects that share voxels the later covers the earlier; objects apart are not mentioned', () => {
  const first = object('first', 1, 1, 1, 1, 0, 0, 0, 0, 0);
  const second = object('second', 2, 0, 1, 1, 1, 0, 0, 0, 0);
  const apart = object('apart', 3, 0, 0, 0, 0, 1, 1, 0, 0);
  const found = overlaps([first, apart, second]);
  expect(found.map(({ covered, by, voxels }) => [covered.title, by.title, voxels])).toEqual([
    ['first', 'second', 2],
  ]);
});

test('objects whose boxes meet but whose voxels do not have no overlap', () => {
  const corner = object('corner', 1, 1, 0, 0, 0, 1, 1, 0, 0);
  const inside = object('inside', 2, 0, 1, 0, 0, 0, 0, 0, 0);
  expect(overlaps([corner, inside])).toEqual([]);
});
