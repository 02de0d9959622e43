import { expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { toWorld } from './affine.ts';
import { isNowhere, regionOfBox, regionOfVoxels, slicesOf } from './region.ts';
import type { Grid, VoxelBox } from './types.ts';

const BOX: VoxelBox = { from: [3, 5, 7], to: [9, 12, 15] };

test.each(Object.entries(BALL_GRIDS))(
  '%s: voxels are held by their box in mm, to the middle of their faces',
  (_, grid) => {
    const { mm } = regionOfVoxels(grid, BOX);
    const corners = [2.5, 8.5].flatMap((i) =>
      [4.5, 11.5].flatMap((j) => [6.5, 14.5].map((k) => toWorld(grid.voxelToWorld, [i, j, k]))),
    );
    for (const axis of [0, 1, 2] as const) {
      const along = corners.map((corner) => corner[axis]);
      expect(mm.from[axis]).toBeCloseTo(Math.min(...along), 9);
      expect(mm.to[axis]).toBeCloseTo(Math.max(...along), 9);
    }
  },
);

test.each(Object.entries(BALL_GRIDS))(
  '%s: a box in mm has every voxel whose centre lies in it',
  (_, grid) => {
    const mm = { from: [-10, -25, 5], to: [20, 3, 31] } as const;
    const { voxels } = regionOfBox(grid, mm);
    const [ni, nj, nk] = grid.size;
    let inside = 0;
    for (let k = 0; k < nk; k++)
      for (let j = 0; j < nj; j++)
        for (let i = 0; i < ni; i++) {
          const at = toWorld(grid.voxelToWorld, [i, j, k]);
          if (!at.every((n, axis) => n >= (mm.from[axis] ?? 0) && n <= (mm.to[axis] ?? 0))) continue;
          inside++;
          const isHeld = [i, j, k].every(
            (n, axis) => n >= (voxels.from[axis] ?? 0) && n < (voxels.to[axis] ?? 0),
          );
          if (!isHeld) throw new Error(`${i} ${j} ${k} is left out`);
        }
    expect(inside).toBeGreaterThan(100);
  },
);

test('beside the scan there is nowhere to look', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  expect(isNowhere(regionOfBox(grid, { from: [900, 900, 900], to: [950, 950, 950] }))).toBe(true);
  expect(isNowhere(regionOfVoxels(grid, { from: [5, 5, 5], to: [5, 9, 9] }))).toBe(true);
  expect(isNowhere(regionOfVoxels(grid, BOX))).toBe(false);
});

test('slices of one plane are told by the numbers that the views count', () => {
  const grid = BALL_GRIDS['permuted axes'] as Grid;
  const [ni, nj, nk] = grid.size;
  // Stored: i to the front, j to the head, k to the right.
  expect(slicesOf(regionOfVoxels(grid, { from: [0, 4, 0], to: [ni, 9, nk] }), grid)?.first).toBe(5);
  const planes = [
    { from: [1, 0, 0], to: [4, nj, nk] },
    { from: [0, 1, 0], to: [ni, 4, nk] },
    { from: [0, 0, 1], to: [ni, nj, 4] },
  ] as const;
  const told = planes.map((box) => slicesOf(regionOfVoxels(grid, box), grid));
  expect(new Set(told.map((each) => each?.plane)).size).toBe(3);
  for (const each of told) expect(each).toMatchObject({ first: 2, last: 4 });
  expect(slicesOf(regionOfVoxels(grid, BOX), grid)).toBeUndefined();
});
