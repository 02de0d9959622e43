import { expect, test } from 'vitest';
import { drawnVoxel, ORDERS } from '#testing/drawn-orders.ts';
import type { Vec3 } from '#volume/types.ts';
import { drawnBox, voxelAt } from './drawn-order.ts';

const SIZE: Vec3 = [5, 4, 3];

test.each(ORDERS.map((axes) => ({ axes })))(
  'voxels go to their places on axes $axes, and nowhere else',
  ({ axes }) => {
    const box = { from: [1, 0, 1], to: [4, 3, 3] } as const;
    const { from, size, first, steps } = drawnBox(box, { size: SIZE, axes });
    const places = new Set<number>();
    for (let k = 1; k < 3; k++) {
      for (let j = 0; j < 3; j++) {
        for (let i = 1; i < 4; i++) {
          const [x, y, z] = drawnVoxel([i, j, k], SIZE, axes);
          const at = ((z - from[2]) * size[1] + y - from[1]) * size[0] + x - from[0];
          expect(first + (i - 1) * steps[0] + j * steps[1] + (k - 1) * steps[2]).toBe(at);
          places.add(at);
        }
      }
    }
    expect([...places].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, n) => n));
    expect(size[0] * size[1] * size[2]).toBe(18);
  },
);

test.each(ORDERS.map((axes) => ({ axes })))(
  'a voxel is where the views have its middle, on axes $axes',
  ({ axes }) => {
    for (const voxel of [
      [0, 0, 0],
      [4, 1, 2],
      [2, 3, 0],
    ] as const) {
      const drawn = drawnVoxel(voxel, SIZE, axes);
      const sizes = axes.map((axis) => SIZE[Math.abs(axis) - 1] ?? 1);
      const shares = drawn.map((at, n) => (at + 0.5) / (sizes[n] ?? 1)) as unknown as Vec3;
      expect(voxelAt(shares, { size: SIZE, axes })).toEqual(voxel);
    }
  },
);

test('the edge of the scan is its outermost voxel', () => {
  expect(voxelAt([1, 0, 1], { size: SIZE, axes: [1, 2, 3] })).toEqual([4, 0, 2]);
  expect(voxelAt([1, 0, 1], { size: SIZE, axes: [-1, 2, 3] })).toEqual([0, 0, 2]);
});
