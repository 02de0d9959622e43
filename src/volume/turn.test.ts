import { expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { determinant, worldBox } from './affine.ts';
import { maskOf } from './mask.ts';
import { measure } from './measure.ts';
import { type Flip, turned } from './turn.ts';

test.each(Object.entries(BALL_GRIDS))(
  'on a grid %s an end is exchanged about the middle of its box',
  (_, grid) => {
    const { data, slope, intercept } = ballVolume(grid);
    const inside = Uint8Array.from(data, (value) => (value * slope + intercept > 500 ? 1 : 0));
    const { from, to } = worldBox(grid);
    for (const [axis, flip] of (['left-right', 'front-back', 'head-foot'] as const).entries()) {
      const seen = turned(grid, [flip]);
      expect(worldBox(seen).from[axis]).toBeCloseTo(from[axis as 0] ?? 0, 9);
      const wanted = BALL.centre.map((mm, n) =>
        n === axis ? (from[n as 0] ?? 0) + (to[n as 0] ?? 0) - mm : mm,
      );
      const { centroid, volumeMl } = measure(maskOf(seen, inside));
      // The ball's middle is known to a twentieth of a voxel.
      centroid?.forEach((mm, n) => {
        expect(Math.abs(mm - (wanted[n] ?? 0))).toBeLessThan(0.1);
      });
      expect(volumeMl / measure(maskOf(grid, inside)).volumeMl).toBeCloseTo(1, 12);
    }
  },
);

test('twice is as before, and an even number of ends leaves the hand of the grid', () => {
  const grid = BALL_GRIDS['oblique'];
  if (!grid) throw new Error('no grid');
  const flips: readonly Flip[] = ['left-right', 'head-foot'];
  const twice = turned(turned(grid, flips), flips);
  twice.voxelToWorld.forEach((value, n) => {
    expect(value).toBeCloseTo(grid.voxelToWorld[n] ?? 0, 9);
  });
  expect(determinant(turned(grid, flips).voxelToWorld)).toBeCloseTo(determinant(grid.voxelToWorld), 9);
  expect(determinant(turned(grid, ['left-right']).voxelToWorld)).toBeCloseTo(
    -determinant(grid.voxelToWorld),
    9,
  );
});
