import { expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { spacing, toWorld } from '#volume/affine.ts';
import { maskOf } from '#volume/mask.ts';
import type { Grid, Mask, Vec3 } from '#volume/types.ts';
import type { Surface } from './surface.ts';
import { surfaceOf } from './surface-of.ts';

/** An ellipsoid along the patient's axes, about the middle of the grids. */
const BODY = { centre: [6, -9, 22] as const, axes: [30, 22, 26] as const };
const BODY_MM3 = (4 / 3) * Math.PI * BODY.axes[0] * BODY.axes[1] * BODY.axes[2];

/** Below 0 inside; near the surface the distance to it in mm. */
function outsideBy(x: number, y: number, z: number): number {
  const [a, b, c] = [0, 1, 2].map((n) => ([x, y, z][n] ?? 0) - (BODY.centre[n] ?? 0)) as unknown as Vec3;
  const [p, q, r] = BODY.axes;
  const value = Math.hypot(a / p, b / q, c / r);
  const slope = Math.hypot(a / (p * p), b / (q * q), c / (r * r)) / Math.max(value, 1e-9);
  return (value - 1) / Math.max(slope, 1e-9);
}

/** The body as probability bytes with an edge `edgeMm` wide; 0 makes them 0 or 255. */
function bodyOn(grid: Grid, edgeMm: number): Mask {
  const [ni, nj, nk] = grid.size;
  const data = new Uint8Array(ni * nj * nk);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const [x, y, z] = toWorld(grid.voxelToWorld, [i, j, k]);
        const share = edgeMm > 0 ? 0.5 - outsideBy(x, y, z) / edgeMm : outsideBy(x, y, z) < 0 ? 1 : 0;
        data[n] = Math.round(255 * Math.min(1, Math.max(0, share)));
      }
    }
  }
  return { grid, box: { from: [0, 0, 0], to: grid.size }, data, level: 128 };
}

/** Positive where seen from outside the triangles go anticlockwise. */
function enclosedMm3({ points, triangles }: Surface): number {
  let six = 0;
  for (let n = 0; n < triangles.length; n += 3) {
    const [a, b, c] = [0, 1, 2].map((corner) => {
      const at = 3 * (triangles[n + corner] ?? 0);
      return [points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0] as const;
    });
    if (!a || !b || !c) continue;
    six +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) -
      a[1] * (b[0] * c[2] - b[2] * c[0]) +
      a[2] * (b[0] * c[1] - b[1] * c[0]);
  }
  return six / 6;
}

/** How often each edge is passed, each way. */
function passes({ triangles }: Surface): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let n = 0; n < triangles.length; n++) {
    const next = n % 3 === 2 ? n - 2 : n + 1;
    const edge = `${triangles[n]}>${triangles[next]}`;
    counts.set(edge, (counts.get(edge) ?? 0) + 1);
  }
  return counts;
}

const reversed = (edge: string) => edge.split('>').reverse().join('>');

const GRIDS: Readonly<Record<string, Grid>> = {
  ...BALL_GRIDS,
  'thick slices': { size: [70, 60, 16], voxelToWorld: [1.2, 0, 0, -38, 0, -1.2, 0, 26, 0, 0, 5, -16] },
};

test.each(Object.entries(GRIDS))(
  '%s: an ellipsoid keeps its volume and is met to half a voxel',
  (_, grid) => {
    const surface = surfaceOf(bodyOn(grid, 8));
    expect(enclosedMm3(surface)).toBeGreaterThan(0.98 * BODY_MM3);
    expect(enclosedMm3(surface)).toBeLessThan(1.02 * BODY_MM3);
    const half = Math.max(...spacing(grid.voxelToWorld)) / 2;
    let furthest = 0;
    for (let n = 0; n < surface.points.length; n += 3) {
      const [x = 0, y = 0, z = 0] = surface.points.subarray(n, n + 3);
      furthest = Math.max(furthest, Math.abs(outsideBy(x, y, z)));
    }
    expect(surface.points.length).toBeGreaterThan(3000);
    expect(furthest).toBeLessThan(half);
  },
);

test.each(Object.entries(GRIDS))(
  '%s: every edge lies between two triangles, which agree on outside',
  (_, grid) => {
    const counts = passes(surfaceOf(bodyOn(grid, 8)));
    expect(counts.size).toBeGreaterThan(1000);
    expect([...counts].filter(([edge, times]) => times !== 1 || counts.get(reversed(edge)) !== 1)).toEqual(
      [],
    );
  },
);

test('a mask without probabilities has a smooth surface too', () => {
  const grid = GRIDS['oblique'] as Grid;
  const surface = surfaceOf(bodyOn(grid, 0));
  // Voxels are in or out by their middles: the volume is that of the mask, to the noise of its border.
  expect(Math.abs(enclosedMm3(surface) / BODY_MM3 - 1)).toBeLessThan(0.02);
});

test('a mask that the grid cuts is closed on the face of the last voxel', () => {
  const grid: Grid = { size: [6, 5, 4], voxelToWorld: [2, 0, 0, 10, 0, 3, 0, 20, 0, 0, 4, 30] };
  // Just inside: between these bytes and none at all the level would be passed in the middle of the voxel.
  const data = new Uint8Array(120).fill(130);
  const surface = surfaceOf({ grid, box: { from: [0, 0, 0], to: grid.size }, data, level: 128 });
  const ends = [0, 1, 2].map((axis) => {
    const along = [...surface.points].filter((_, n) => n % 3 === axis);
    return [Math.min(...along), Math.max(...along)];
  });
  const faces = [
    [9, 21],
    [18.5, 33.5],
    [28, 44],
  ];
  // Smoothing rounds the corners and moves the faces by less than a third of a voxel.
  ends.forEach((pair, axis) => {
    const third = [2, 3, 4].map((mm) => mm / 3)[axis] ?? 0;
    pair.forEach((end, n) => {
      expect(Math.abs(end - (faces[axis]?.[n] ?? 0))).toBeLessThan(third);
    });
  });
  const counts = passes(surface);
  expect([...counts].every(([edge, times]) => counts.get(reversed(edge)) === times)).toBe(true);
});

test('noise gives a closed surface: every edge is passed as often one way as the other', () => {
  const grid: Grid = { size: [9, 8, 7], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  const noise = Uint8Array.from({ length: 504 }, (_, n) => (Math.imul(n + 1, 2654435761) >>> 24) & 255);
  const surface = surfaceOf({ grid, box: { from: [0, 0, 0], to: grid.size }, data: noise, level: 128 });
  const counts = passes(surface);
  expect(counts.size).toBeGreaterThan(500);
  expect([...counts].filter(([edge, times]) => counts.get(reversed(edge)) !== times)).toEqual([]);
});

test('there are no more triangles than asked for, and the body keeps its volume and place', () => {
  const grid = GRIDS['oblique'] as Grid;
  const all = surfaceOf(bodyOn(grid, 8)).triangles.length / 3;
  const surface = surfaceOf(bodyOn(grid, 8), all / 3);
  expect(surface.triangles.length / 3).toBeLessThan(all / 3 + 1);
  expect(surface.triangles.length / 3).toBeGreaterThan(all / 12);
  const middle = [0, 1, 2].map((axis) => {
    const along = [...surface.points].filter((_, n) => n % 3 === axis);
    return along.reduce((sum, n) => sum + n) / along.length;
  });
  // Half a voxel would be 0.9 mm or more.
  expect(Math.hypot(...middle.map((n, axis) => n - (BODY.centre[axis] ?? 0)))).toBeLessThan(0.5);
  // Samples twice as far apart cut a curved body's corners by about four times as much.
  expect(Math.abs(enclosedMm3(surface) / BODY_MM3 - 1)).toBeLessThan(0.04);
});

test('a box inside the grid gives the same surface as the whole grid', () => {
  const grid = GRIDS['flipped and anisotropic'] as Grid;
  const whole = bodyOn(grid, 0);
  const boxed = maskOf(grid, whole.data);
  expect(boxed.data.length).toBeLessThan(whole.data.length);
  const [a, b] = [surfaceOf(whole), surfaceOf(boxed)];
  expect(b.triangles.length).toBe(a.triangles.length);
  expect(enclosedMm3(b)).toBeCloseTo(enclosedMm3(a), -1);
});

test('nothing has no surface', () => {
  const grid = GRIDS['oblique'] as Grid;
  const [ni, nj, nk] = grid.size;
  expect(surfaceOf(maskOf(grid, new Uint8Array(ni * nj * nk))).triangles).toHaveLength(0);
});
