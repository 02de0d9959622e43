import { describe, expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import { denseMask, emptyMask, isInside } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Affine, Grid, Vec3, WorldPoint } from '#volume/types.ts';
import { stroke, type Tip } from './brush.ts';
import { applied } from './edits.ts';
import { voxelSteps } from './reach.ts';

/** Of a gantry that was tilted: slices are not perpendicular to the table. */
const SHEARED: Grid = {
  size: [48, 48, 30],
  voxelToWorld: [2, 0, 0, -41, 0, 2, 0.9, -68, 0, 0, 3.5, -26] as Affine,
};
const GRIDS: Readonly<Record<string, Grid>> = { ...BALL_GRIDS, sheared: SHEARED };

/** How many voxels of two lists are not the same: fast, where comparing long lists is not. */
const differing = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((count, value, n) => count + (value === b[n] ? 0 : 1), 0);

const voxelAt = (grid: Grid, point: WorldPoint) => toVoxel(worldToVoxel(grid), point);

function painted(grid: Grid, points: readonly WorldPoint[], tip: Tip) {
  const marks = stroke(
    grid,
    points.map((point) => voxelAt(grid, point)),
    tip,
    'adds',
  );
  if (!marks) throw new Error('nothing was painted');
  return applied(emptyMask(grid), marks);
}

/** How far every voxel's centre is from a line between two points, in mm, by the formula and nothing else. */
function distances(grid: Grid, a: WorldPoint, b: WorldPoint): Float64Array {
  const [ni, nj, nk] = grid.size;
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const far = new Float64Array(ni * nj * nk);
  for (let n = 0; n < far.length; n++) {
    const voxel: Vec3 = [n % ni, Math.floor(n / ni) % nj, Math.floor(n / ni / nj)];
    const [x, y, z] = toWorld(grid.voxelToWorld, voxel);
    const [px, py, pz] = [x - a[0], y - a[1], z - a[2]];
    const long = ux * ux + uy * uy + uz * uz;
    const t = long > 0 ? Math.max(0, Math.min(1, (px * ux + py * uy + pz * uz) / long)) : 0;
    far[n] = Math.hypot(px - t * ux, py - t * uy, pz - t * uz);
  }
  return far;
}

describe.each(Object.entries(GRIDS))('on a grid that is %s', (_, grid) => {
  test('a dab with a ball has every voxel within its radius in mm and no other, and the volume of a ball', () => {
    const mask = painted(grid, [BALL.centre], { radiusMm: BALL.radiusMm });
    const far = distances(grid, BALL.centre, BALL.centre);
    expect(
      differing(
        denseMask(mask),
        [...far].map((mm) => (mm <= BALL.radiusMm ? 1 : 0)),
      ),
    ).toBe(0);
    const { volumeMl, centroid } = measure(mask);
    // Voxels on the rim are in or out as a whole: about one part in a hundred of a ball of 28 mm.
    expect(volumeMl / BALL.volumeMl).toBeGreaterThan(0.985);
    expect(volumeMl / BALL.volumeMl).toBeLessThan(1.015);
    // The rim is not the same on both sides; well under a voxel.
    for (const axis of [0, 1, 2] as const) {
      expect(Math.abs((centroid?.[axis] ?? 0) - BALL.centre[axis])).toBeLessThan(0.3);
    }
  });

  test('a stroke has all that is within the radius of the line between its points', () => {
    const [from, to]: [WorldPoint, WorldPoint] = [
      [-8, -20, 12],
      [17, 1, 31],
    ];
    const mask = painted(grid, [from, to], { radiusMm: 9 });
    const far = distances(grid, from, to);
    expect(
      differing(
        denseMask(mask),
        [...far].map((mm) => (mm <= 9 ? 1 : 0)),
      ),
    ).toBe(0);
  });

  test.each([0, 1, 2] as const)('a disc across axis %i is one slice thick and as large as a disc', (axis) => {
    const middle = voxelAt(grid, BALL.centre).map(Math.round) as unknown as Vec3;
    const tip = { radiusMm: 19.7, slice: { axis, at: middle[axis] } };
    const marks = stroke(grid, [middle], tip, 'adds');
    if (!marks) throw new Error('nothing was painted');
    expect([marks.box.from[axis], marks.box.to[axis]]).toEqual([middle[axis], middle[axis] + 1]);
    const mask = applied(emptyMask(grid), marks);
    const far = distances(grid, toWorld(grid.voxelToWorld, middle), toWorld(grid.voxelToWorld, middle));
    const [ni, nj] = grid.size;
    const strides = [1, ni, ni * nj] as const;
    const isOn = (n: number) => Math.floor(n / strides[axis]) % grid.size[axis] === middle[axis];
    expect(
      differing(
        denseMask(mask),
        [...far].map((mm, n) => (isOn(n) && mm <= 19.7 ? 1 : 0)),
      ),
    ).toBe(0);
  });
});

describe.each(Object.entries(GRIDS))('with hardly a radius, on a grid that is %s', (_, grid) => {
  test('the thinnest brush paints the voxels nearest to its way, without a gap', () => {
    const [from, to] = [voxelAt(grid, [-10, -20, 8]), voxelAt(grid, [20, 4, 33])];
    const marks = stroke(grid, [from, to], { radiusMm: 0.01 }, 'adds');
    if (!marks) throw new Error('nothing was painted');
    const mask = applied(emptyMask(grid), marks);
    for (let n = 0; n <= 200; n++) {
      const at = from.map((value, axis) => value + (((to[axis] ?? 0) - value) * n) / 200);
      const nearest = at.map(Math.round) as unknown as Vec3;
      const near = [-1, 0, 1].flatMap((di) =>
        [-1, 0, 1].flatMap((dj) =>
          [-1, 0, 1].map((dk): Vec3 => [nearest[0] + di, nearest[1] + dj, nearest[2] + dk]),
        ),
      );
      expect(near.some((voxel) => isInside(mask, voxel))).toBe(true);
    }
    expect(isInside(mask, from.map(Math.round) as unknown as Vec3)).toBe(true);
    expect(isInside(mask, to.map(Math.round) as unknown as Vec3)).toBe(true);
    const longest = Math.max(...from.map((value, axis) => Math.abs((to[axis] ?? 0) - value)));
    expect(measure(mask).voxels).toBeLessThan(4 * longest);
  });
});

test('within an intensity range, only voxels of that range are painted, both ends included', () => {
  const grid = BALL_GRIDS['oblique'] as Grid;
  const scan = ballVolume(grid);
  const at = voxelAt(grid, BALL.centre);
  const marks = stroke(grid, [at], { radiusMm: 60 }, 'adds', { scan, low: 1000, high: 1000 });
  if (!marks) throw new Error('nothing was painted');
  const dense = denseMask(applied(emptyMask(grid), marks));
  const intensities = Array.from(scan.data, (stored) => stored * scan.slope + scan.intercept);
  expect(
    differing(
      dense,
      intensities.map((value) => (value === 1000 ? 1 : 0)),
    ),
  ).toBe(0);
  expect(stroke(grid, [at], { radiusMm: 20 }, 'adds', { scan, low: 1001, high: 2000 })).toBeUndefined();
});

test('what lies beyond the scan is not painted', () => {
  const grid = BALL_GRIDS['along the patient'] as Grid;
  expect(stroke(grid, [[-40, 10, 10]], { radiusMm: 10 }, 'adds')).toBeUndefined();
  const marks = stroke(grid, [[0, 0, 0]], { radiusMm: 10 }, 'adds');
  expect(marks?.box).toEqual({ from: [0, 0, 0], to: [6, 6, 6] });
  expect(voxelSteps(grid)).toEqual([2, 2, 2]);
});
