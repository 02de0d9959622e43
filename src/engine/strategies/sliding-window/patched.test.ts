import fc from 'fast-check';
import { expect, test } from 'vitest';
import { denseMask, maskOf } from '#volume/mask.ts';
import type { Grid, VoxelBox } from '#volume/types.ts';
import { patched } from './patched.ts';

const GRID: Grid = { size: [5, 4, 3], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const COUNT = 5 * 4 * 3;

const inside = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: COUNT, maxLength: COUNT });

test('a voxel between the outermost samples of the patch is the second mask’s, any other the first’s', () => {
  const patch = { grid: GRID, box: { from: [1, 1, 1], to: [4, 3, 2] } satisfies VoxelBox };
  fc.assert(
    fc.property(inside, inside, (first, second) => {
      const wanted = first.map((value, n) => {
        const [i, j, k] = [n % 5, Math.floor(n / 5) % 4, Math.floor(n / 20)];
        return i >= 1 && i <= 3 && j >= 1 && j <= 2 && k === 1 ? second[n] : value;
      });
      const both = patched(maskOf(GRID, first), maskOf(GRID, second), patch);
      expect([...denseMask(both)]).toEqual(wanted);
    }),
  );
});

test('of rows that the second mask does not have nothing is taken', () => {
  const first = maskOf(
    GRID,
    Array.from({ length: COUNT }, () => 1),
  );
  const row: VoxelBox = { from: [0, 0, 0], to: [5, 1, 1] };
  const second = { ...first, box: row, data: new Uint8Array(5).fill(255) };
  const patch = { grid: GRID, box: { from: [0, 0, 0], to: [5, 4, 3] } satisfies VoxelBox };
  expect([...denseMask(patched(first, second, patch))]).toEqual([...denseMask(second)]);
});
