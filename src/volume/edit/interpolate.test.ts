import { describe, expect, test } from 'vitest';
import { BALL, BALL_GRIDS } from '#testing/ball.ts';
import { toWorld } from '#volume/affine.ts';
import { denseMask, emptyMask, maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Grid, Mask, Vec3, WorldPoint } from '#volume/types.ts';
import { signedDistance } from './distance.ts';
import { applied, type Marks } from './edits.ts';
import { interpolate } from './interpolate.ts';

function made(grid: Grid, isIn: (point: WorldPoint, voxel: Vec3) => boolean): Mask {
  const [ni, nj, nk] = grid.size;
  const inside = Array.from({ length: ni * nj * nk }, (_, n) => {
    const voxel: Vec3 = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)];
    return isIn(toWorld(grid.voxelToWorld, voxel), voxel) ? 1 : 0;
  });
  return maskOf(grid, inside);
}

const isBall = ([x, y, z]: WorldPoint) =>
  Math.hypot(x - BALL.centre[0], y - BALL.centre[1], z - BALL.centre[2]) <= BALL.radiusMm;

function dice(a: Mask, b: Mask): number {
  const [x, y] = [denseMask(a), denseMask(b)];
  let both = 0;
  x.forEach((value, n) => {
    both += value * (y[n] ?? 0);
  });
  return (2 * both) / (measure(a).voxels + measure(b).voxels);
}

describe.each(Object.entries(BALL_GRIDS))('on a grid that is %s', (_, grid) => {
  test.each([0, 1, 2] as const)(
    'a ball of which slices across axis %i were drawn comes back between them',
    (axis) => {
      const whole = made(grid, isBall);
      const { from, to } = whole.box;
      // Every 9 mm or so, between the first slice inside and the last.
      const gap = Math.max(
        2,
        Math.round(9 / Math.hypot(...[0, 4, 8].map((row) => grid.voxelToWorld[row + axis] ?? 0))),
      );
      const slices: number[] = [];
      for (let at = from[axis] + 1; at < to[axis] - 1; at += gap) slices.push(at);
      slices.push(to[axis] - 2);
      const keys = [...new Set(slices)].sort((a, b) => a - b);
      const drawn = made(grid, (point, voxel) => isBall(point) && keys.includes(voxel[axis]));
      const filled = applied(drawn, interpolate(drawn, axis, keys) as Marks);
      // Shapes change faster than linearly near the poles: chords of a circle lie within it.
      expect(dice(filled, whole)).toBeGreaterThan(0.95);
      const volume = measure(filled).volumeMl / measure(whole).volumeMl;
      expect(volume).toBeGreaterThan(0.92);
      expect(volume).toBeLessThanOrEqual(1.01);
    },
  );
});

const GRID: Grid = { size: [40, 36, 21], voxelToWorld: [-1.2, 0, 0, 24, 0, -1.5, 0, 27, 0, 0, 4, 0] };

test('between two circles a cone: its radius goes linearly from the one to the other', () => {
  const radius = (k: number) => 6 + (14 * k) / 20;
  const isCone = ([x, y]: WorldPoint, [, , k]: Vec3) => Math.hypot(x, y) <= radius(k);
  const ends = made(GRID, (point, voxel) => isCone(point, voxel) && (voxel[2] === 0 || voxel[2] === 20));
  const filled = applied(ends, interpolate(ends, 2, [0, 20]) as Marks);
  const cone = made(GRID, isCone);
  // A pixel's width on the rim of each slice.
  expect(dice(filled, cone)).toBeGreaterThan(0.97);
  expect(measure(filled).volumeMl / measure(cone).volumeMl).toBeCloseTo(1, 1);
});

test('a slanted cylinder is followed, though its ends do not lie over each other', () => {
  const isIn = ([x, y]: WorldPoint, k: number) => Math.hypot(x - (k - 10) * 1.2, y) <= 7;
  const ends = made(GRID, (point, [, , k]) => isIn(point, k) && (k === 2 || k === 18));
  const filled = applied(ends, interpolate(ends, 2, [2, 18]) as Marks);
  const cylinder = made(GRID, (point, [, , k]) => isIn(point, k) && k >= 2 && k <= 18);
  expect(dice(filled, cylinder)).toBeGreaterThan(0.97);
});

test('what a slice between two had is redrawn; the two themselves and all others stay', () => {
  const isIn = ([x, y]: WorldPoint) => Math.hypot(x, y) <= 10;
  const leak = ([x, y]: WorldPoint, k: number) => k === 7 && x > 5 && Math.abs(y) < 3;
  const leaking = made(GRID, (point, [, , k]) => isIn(point) || leak(point, k) || (k > 12 && point[0] < 0));
  const marks = interpolate(leaking, 2, [4, 10]) as Marks;
  expect([marks.box.from[2], marks.box.to[2]]).toEqual([5, 10]);
  const expected = made(GRID, (point, [, , k]) => isIn(point) || (k > 12 && point[0] < 0));
  expect([...denseMask(applied(leaking, marks))]).toEqual([...denseMask(expected)]);
});

test('a slice on which nothing is inside bounds nothing, and neighbours have nothing between them', () => {
  const disc = made(GRID, ([x, y], [, , k]) => k === 4 && Math.hypot(x, y) <= 10);
  expect(interpolate(disc, 2, [4, 9])).toBeUndefined();
  const two = made(GRID, ([x, y], [, , k]) => (k === 4 || k === 5) && Math.hypot(x, y) <= 10);
  expect(interpolate(two, 2, [4, 5])).toBeUndefined();
  expect(interpolate(emptyMask(GRID), 2, [4, 9])).toBeUndefined();
});

test('signed distances are what comparing every pixel with every other gives', () => {
  const size = [17, 13] as const;
  const inside = Uint8Array.from({ length: 17 * 13 }, (_, n) => {
    const [u, v] = [n % 17, Math.floor(n / 17)];
    return (u > 4 && u < 9 && v > 3 && v < 11) || (u === 12 && v === 5) ? 1 : 0;
  });
  const steps = [1.3, 2.1] as const;
  const expected = Array.from(inside, (value, n) => {
    const far = Array.from(inside, (other, m) =>
      other === value
        ? Number.POSITIVE_INFINITY
        : Math.hypot(((m % 17) - (n % 17)) * 1.3, (Math.floor(m / 17) - Math.floor(n / 17)) * 2.1),
    );
    return (value ? 1 : -1) * (Math.min(...far) - 0.65);
  });
  const found = signedDistance({ size, inside }, steps);
  for (const [n, value] of found.entries()) expect(value).toBeCloseTo(expected[n] ?? 0, 9);
});
