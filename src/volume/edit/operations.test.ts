import { describe, expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import { denseMask, maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Affine, Grid, Mask, Vec3, VoxelPoint, WorldPoint } from '#volume/types.ts';
import { applied, type Marks } from './edits.ts';
import { fillHoles } from './holes.ts';
import { countPieces, dropPieceAt, dropSmall, keepLargest } from './islands.ts';
import { grow, shrink } from './margin.ts';
import type { StoredAxis } from './reach.ts';
import { smartFill } from './smart-fill.ts';
import { smooth } from './smooth.ts';

const SHEARED: Grid = {
  size: [56, 52, 32],
  voxelToWorld: [2, 0, 0, -50, 0, 2, 0.9, -74, 0, 0, 3.5, -31] as Affine,
};
const GRIDS = { ...BALL_GRIDS, sheared: SHEARED };
const OBLIQUE = BALL_GRIDS['oblique'] as Grid;

const ml = (mm: number) => ((4 / 3) * Math.PI * mm ** 3) / 1000;

/** The mask of the voxels whose centres `isIn`. */
function made(grid: Grid, isIn: (point: WorldPoint, voxel: Vec3) => boolean): Mask {
  const [ni, nj, nk] = grid.size;
  const inside = Array.from({ length: ni * nj * nk }, (_, n) => {
    const voxel: Vec3 = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)];
    return isIn(toWorld(grid.voxelToWorld, voxel), voxel) ? 1 : 0;
  });
  return maskOf(grid, inside);
}

const from = ([x, y, z]: WorldPoint, [cx, cy, cz]: WorldPoint = BALL.centre) =>
  Math.hypot(x - cx, y - cy, z - cz);
const ball = (grid: Grid, mm: number) => made(grid, (point) => from(point) <= mm);
const withMarks = (mask: Mask, marks: Marks | undefined) => (marks ? applied(mask, marks) : mask);
const voxelAt = (grid: Grid, point: WorldPoint): VoxelPoint => toVoxel(worldToVoxel(grid), point);
const bytes = (mask: Mask) => Buffer.from(denseMask(mask)).toString('base64');
const asBytes = (values: ArrayLike<number>) => Buffer.from(Array.from(values)).toString('base64');

/** Every voxel within `mm` of one that is 1, compared one by one. */
function reachedSlowly(grid: Grid, dense: Uint8Array, mm: number, across?: StoredAxis): number[] {
  const [ni, nj, nk] = grid.size;
  const voxel = (n: number): Vec3 => [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)];
  const all = Array.from({ length: ni * nj * nk }, (_, n) => ({
    voxel: voxel(n),
    at: toWorld(grid.voxelToWorld, voxel(n)),
    inside: dense[n] === 1,
  }));
  const inside = all.filter((each) => each.inside);
  return all.map(({ at, voxel: own }) =>
    inside.some(
      (other) =>
        (across === undefined || other.voxel[across] === own[across]) && from(at, other.at) <= mm + 1e-9,
    )
      ? 1
      : 0,
  );
}

describe.each(Object.entries(GRIDS))('on a grid that is %s', (_, grid) => {
  test('a ball grown or shrunk by 4 mm is the ball of 4 mm more or less', () => {
    const larger = measure(withMarks(ball(grid, 20), grow(ball(grid, 20), { mm: 4 }))).volumeMl;
    const smaller = measure(withMarks(ball(grid, 24), shrink(ball(grid, 24), { mm: 4 }))).volumeMl;
    // Distances go from voxel centre to voxel centre, so up to half a voxel's diagonal is lost: 1.9 mm of 24 for the coarsest.
    expect(larger / ml(24)).toBeGreaterThan(0.78);
    expect(larger / ml(24)).toBeLessThan(1.001 * 1.02);
    expect(smaller / ml(20)).toBeLessThan(1.3);
    expect(smaller / ml(20)).toBeGreaterThan(0.98);
  });

  test('smoothing takes a spike off a ball and leaves the ball', () => {
    const spiked = made(
      grid,
      (point) => from(point) <= 22 || (from(point) <= 36 && Math.hypot(point[1] + 11, point[2] - 23) <= 2.4),
    );
    const smoothed = withMarks(spiked, smooth(spiked, { mm: 3 }));
    const tip = voxelAt(grid, [6 + 33, -11, 23]).map(Math.round) as unknown as Vec3;
    const dense = denseMask(smoothed);
    const [ni, nj] = grid.size;
    const index = (tip[2] * nj + tip[1]) * ni + tip[0];
    expect([denseMask(spiked)[index], dense[index]]).toEqual([1, 0]);
    // A Gaussian of 3 mm takes about 3²/22 mm off the radius of a ball of 22 mm: 5 % of its volume; and voxels on the rim.
    expect(measure(smoothed).volumeMl / ml(22)).toBeGreaterThan(0.92);
    expect(measure(smoothed).volumeMl / ml(22)).toBeLessThan(1.02);
  });

  test('a hollow ball is filled, and a ball with a bore is not', () => {
    const hollow = made(grid, (point) => from(point) <= 26 && from(point) > 14);
    expect(bytes(withMarks(hollow, fillHoles(hollow)))).toEqual(bytes(ball(grid, 26)));
    const bored = made(grid, (point) => from(point) <= 26 && Math.hypot(point[0] - 6, point[1] + 11) > 6);
    expect(fillHoles(bored)).toBeUndefined();
  });

  test('a smart fill within the range is the ball, and within a radius the part of it that is so near', () => {
    const scan = ballVolume(grid);
    const at = voxelAt(grid, BALL.centre);
    const limits = { scan, low: 500, high: 1200 };
    const filled = applied(ball(grid, 0), smartFill(grid, { at, radiusMm: 60 }, limits) as Marks);
    const intensities = Array.from(scan.data, (stored) => stored * scan.slope + scan.intercept);
    expect(bytes(filled)).toBe(asBytes(intensities.map((value) => (value >= 500 ? 1 : 0))));
    const near = applied(ball(grid, 0), smartFill(grid, { at, radiusMm: 15 }, limits) as Marks);
    const seed = toWorld(grid.voxelToWorld, at.map(Math.round) as unknown as Vec3);
    expect(bytes(near)).toEqual(bytes(made(grid, (point) => from(point, seed) <= 15)));
    expect(smartFill(grid, { at: voxelAt(grid, [-30, 20, 50]), radiusMm: 60 }, limits)).toBeUndefined();
  });

  test.each([0, 1, 2] as const)('a smart fill of a slice across axis %i stays on it', (axis) => {
    const scan = ballVolume(grid);
    const at = voxelAt(grid, BALL.centre);
    const marks = smartFill(grid, { at, radiusMm: 60, across: axis }, { scan, low: 500, high: 1200 });
    expect([marks?.box.from[axis], marks?.box.to[axis]]).toEqual([
      Math.round(at[axis]),
      Math.round(at[axis]) + 1,
    ]);
    const slice = denseMask(made(grid, (_point, voxel) => voxel[axis] === Math.round(at[axis])));
    const inside = Array.from(scan.data, (stored) => (stored * scan.slope + scan.intercept >= 500 ? 1 : 0));
    const expected = inside.map((value, n) => value * (slice[n] ?? 0));
    expect(bytes(applied(ball(grid, 0), marks as Marks))).toBe(asBytes(expected));
  });
});

const SMALL: Readonly<Record<string, Grid>> = {
  anisotropic: { size: [13, 12, 8], voxelToWorld: [-1.5, 0, 0, 9, 0, -1.6, 0, 4, 0, 0, 4.2, 0] },
  oblique: { size: [12, 11, 9], voxelToWorld: [1.7, -0.65, 0, 0, 0.6, 1.75, 0.5, 0, 0.1, -0.35, 2.5, 0] },
  sheared: { size: [12, 11, 9], voxelToWorld: [2, 0.4, 0.9, 0, 0, 2, 1.3, 0, 0, 0, 3.5, 0] },
};

describe.each(Object.entries(SMALL))('on a small grid that is %s', (_, grid) => {
  const blob = made(
    grid,
    (_point, [i, j, k]) => (i > 3 && i < 8 && j > 4 && k > 2 && k < 5) || (i === 9 && j === 2 && k === 4),
  );

  test.each([undefined, 0, 1, 2] as const)(
    'growing across %s reaches what is within the radius, and nothing else',
    (across) => {
      const grown = withMarks(blob, grow(blob, { mm: 4.1, across }));
      expect(bytes(grown)).toBe(asBytes(reachedSlowly(grid, denseMask(blob), 4.1, across)));
    },
  );

  test.each([undefined, 0, 1, 2] as const)('shrinking across %s is growing what is outside', (across) => {
    const larger = withMarks(blob, grow(blob, { mm: 6 }));
    const outside = denseMask(larger).map((value) => 1 - value);
    const kept = reachedSlowly(grid, outside, 3.9, across).map((value) => 1 - value);
    expect(bytes(withMarks(larger, shrink(larger, { mm: 3.9, across })))).toBe(asBytes(kept));
  });

  test.each([0, 1, 2] as const)('holes of slices across axis %i are filled slice by slice', (axis) => {
    const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [StoredAxis, StoredAxis];
    const isTube = (voxel: Vec3) =>
      voxel[u] >= 2 && voxel[u] <= 6 && voxel[v] >= 1 && voxel[v] <= 5 && voxel[axis] >= 2;
    const isHole = (voxel: Vec3) => voxel[u] >= 3 && voxel[u] <= 4 && voxel[v] >= 2 && voxel[v] <= 4;
    const tube = made(grid, (_point, voxel) => isTube(voxel) && !isHole(voxel));
    expect(fillHoles(tube)).toBeUndefined();
    expect(bytes(withMarks(tube, fillHoles(tube, axis)))).toEqual(
      bytes(made(grid, (_point, voxel) => isTube(voxel))),
    );
  });
});

test('pieces go by their size in mL, by a click, or all but the largest', () => {
  const [large, small, least]: WorldPoint[] = [BALL.centre, [-28, 14, 45], [36, 16, 0]];
  const pieces = made(
    OBLIQUE,
    (point) => from(point, large) <= 20 || from(point, small) <= 9 || from(point, least) <= 6,
  );
  const only = (...kept: readonly (readonly [WorldPoint | undefined, number])[]) =>
    bytes(made(OBLIQUE, (point) => kept.some(([middle, mm]) => from(point, middle) <= mm)));
  expect(countPieces(pieces)).toBe(3);
  expect(bytes(withMarks(pieces, dropSmall(pieces, 1.5)))).toEqual(only([large, 20], [small, 9]));
  expect(bytes(withMarks(pieces, dropSmall(pieces, 5)))).toEqual(only([large, 20]));
  expect(dropSmall(pieces, 0.1)).toBeUndefined();
  expect(bytes(withMarks(pieces, keepLargest(pieces)))).toEqual(only([large, 20]));
  const at = voxelAt(OBLIQUE, small as WorldPoint);
  expect(bytes(withMarks(pieces, dropPieceAt(pieces, at, 'it')))).toEqual(only([large, 20], [least, 6]));
  expect(bytes(withMarks(pieces, dropPieceAt(pieces, at, 'others')))).toEqual(only([small, 9]));
  expect(dropPieceAt(pieces, voxelAt(OBLIQUE, [-30, -40, 0]), 'it')).toBeUndefined();
});

test.each([0, 1, 2] as const)(
  'a hole of a slice across axis %i that meets the outside at a corner alone is one',
  (axis) => {
    const grid = SMALL['oblique'] as Grid;
    const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [StoredAxis, StoredAxis];
    const isRing = (voxel: Vec3) =>
      Math.abs(voxel[u] - 4) + Math.abs(voxel[v] - 4) === 1 && voxel[axis] === 3;
    const isPlus = (voxel: Vec3) => Math.abs(voxel[u] - 4) + Math.abs(voxel[v] - 4) <= 1 && voxel[axis] === 3;
    const ring = made(grid, (_point, voxel) => isRing(voxel));
    expect(bytes(withMarks(ring, fillHoles(ring, axis)))).toBe(
      bytes(made(grid, (_point, voxel) => isPlus(voxel))),
    );
    expect(fillHoles(ring)).toBeUndefined();
  },
);

test('a hole that opens at the edge of the scan is none', () => {
  const grid = SMALL['anisotropic'] as Grid;
  const cup = made(
    grid,
    (_point, [i, j, k]) =>
      k < 4 && i > 1 && i < 9 && j > 1 && j < 9 && !(k < 3 && i > 3 && i < 7 && j > 3 && j < 7),
  );
  expect(fillHoles(cup)).toBeUndefined();
});
