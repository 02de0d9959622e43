import { expect, test } from 'vitest';
import { BALL_GRIDS } from '#testing/ball.ts';
import { spacing, toWorld } from './affine.ts';
import { longestDiameter } from './diameter.ts';
import type { Figures } from './figures.ts';
import { maskOf } from './mask.ts';
import { measure } from './measure.ts';
import { runsOf } from './runs.ts';
import type { Affine, Grid, Vec3 } from './types.ts';

const GRIDS: Readonly<Record<string, Grid>> = {
  ...BALL_GRIDS,
  'slices five times as thick': {
    size: [84, 84, 18],
    voxelToWorld: [1, 0, 0, -37, 0, -1, 0, 33, 0, 0, 5, -22],
  },
  'sheared by a tilted gantry': {
    size: [64, 64, 34],
    voxelToWorld: [-1.4, 0, 0, 48, 0, -1.4, 0.9, 22, 0, 0, 2.5, -20],
  },
};

/** Axes of ellipsoids about a point off the middle, mm; turned, so that none of them lies along a grid. */
const BODIES: Readonly<Record<string, Vec3>> = {
  ball: [26, 26, 26],
  'long as a kidney': [30, 16, 16],
  'uneven in all ways': [30, 22, 26],
  'flat as a pancake': [28, 28, 12],
};
const CENTRE: Vec3 = [5, -9, 21];
const TURN = { aboutY: 0.6, aboutX: -0.45 };

/** Two tests ask for each. */
const drawn = new Map<string, Figures>();

function figuresOf(grid: Grid, axes: Vec3, isTurned: boolean): Figures {
  const key = JSON.stringify([grid, axes, isTurned]);
  const figures = drawn.get(key) ?? figuresAnew(grid, axes, isTurned);
  drawn.set(key, figures);
  return figures;
}

function figuresAnew(grid: Grid, [p, q, r]: Vec3, isTurned: boolean): Figures {
  const [ni, nj, nk] = grid.size;
  const inside = new Uint8Array(ni * nj * nk);
  for (let k = 0, n = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, n++) {
        const [x, y, z] = isTurned
          ? own(toWorld(grid.voxelToWorld, [i, j, k]))
          : shifted(toWorld(grid.voxelToWorld, [i, j, k]));
        inside[n] = Math.hypot(x / p, y / q, z / r) < 1 ? 1 : 0;
      }
    }
  }
  return measure(maskOf(grid, inside)).figures;
}

function shifted([x, y, z]: Vec3): Vec3 {
  return [x - CENTRE[0], y - CENTRE[1], z - CENTRE[2]];
}

/** From the patient to the axes of a body that is turned. */
function own(point: Vec3): Vec3 {
  const [x, y, z] = shifted(point);
  const [c, s] = [Math.cos(TURN.aboutY), Math.sin(TURN.aboutY)];
  const [u, w] = [c * x - s * z, s * x + c * z];
  const [d, t] = [Math.cos(TURN.aboutX), Math.sin(TURN.aboutX)];
  return [u, d * y - t * w, t * y + d * w];
}

/** The integral over the sphere that an ellipsoid is stretched from. */
function ellipsoidAreaMm2([a, b, c]: Vec3): number {
  const [rings, parts] = [400, 200];
  let area = 0;
  for (let ring = 0; ring < rings; ring++) {
    const down = (Math.PI * (ring + 0.5)) / rings;
    for (let part = 0; part < parts; part++) {
      const round = (2 * Math.PI * (part + 0.5)) / parts;
      const [s, z] = [Math.sin(down), Math.cos(down)];
      const [x, y] = [s * Math.cos(round), s * Math.sin(round)];
      area += s * Math.hypot(b * c * x, a * c * y, a * b * z);
    }
  }
  return area * (Math.PI / rings) * ((2 * Math.PI) / parts);
}

const CASES = Object.entries(GRIDS).flatMap(([name, grid]) =>
  Object.entries(BODIES).flatMap(([body, axes]) =>
    [false, true].map((isTurned) => ({ name, grid, body, axes, isTurned })),
  ),
);

test('the closed form of a ball’s area is what the integral gives', () => {
  expect(ellipsoidAreaMm2([3, 3, 3]) / (36 * Math.PI)).toBeCloseTo(1, 4);
});

test.each(CASES)(
  '$name, $body, turned $isTurned: the surface is the ellipsoid’s within 2 %, where slices are thick 4 %',
  ({ name, grid, axes, isTurned }) => {
    // docs/report.md states both. Lines through thick slices miss rims that are thinner than they are long.
    const most = name.startsWith('slices') ? 0.04 : 0.02;
    const { surfaceMm2 = Number.NaN } = figuresOf(grid, axes, isTurned);
    expect(Math.abs(surfaceMm2 / ellipsoidAreaMm2(axes) - 1)).toBeLessThan(most);
  },
);

test('of many bodies the surface is met within 1 % on average', () => {
  const errors = CASES.map(({ grid, axes, isTurned }) =>
    Math.abs((figuresOf(grid, axes, isTurned).surfaceMm2 ?? Number.NaN) / ellipsoidAreaMm2(axes) - 1),
  );
  expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.01);
});

test.each(Object.entries(GRIDS))('%s: a ball’s diameter and extents are met within a voxel', (_, grid) => {
  const figures = figuresOf(grid, [26, 26, 26], false);
  // A voxel reaches along x, y or z as far as the absolute values of the affine's row.
  const m = grid.voxelToWorld;
  const reach = [0, 4, 8].map(
    (row) => Math.abs(m[row] ?? 0) + Math.abs(m[row + 1] ?? 0) + Math.abs(m[row + 2] ?? 0),
  );
  expect(Math.abs((figures.longestDiameterMm ?? 0) - 52)).toBeLessThan(Math.max(...spacing(m)));
  const extents = [
    figures.extentRightLeftMm,
    figures.extentAnteriorPosteriorMm,
    figures.extentSuperiorInferiorMm,
  ];
  extents.forEach((extent, axis) => {
    expect(Math.abs((extent ?? 0) - 52)).toBeLessThan((reach[axis] ?? 0) + 1e-9);
  });
});

test('a straight row of voxels is as long as its voxels together, whichever axis it follows', () => {
  const grid: Grid = { size: [7, 7, 7], voxelToWorld: [0, 0, 4, 0, -2, 0, 0, 0, 0, 3, 0, 0] };
  const along = [1, 7, 49].map((stride) => {
    const inside = new Uint8Array(343);
    for (let n = 1; n <= 4; n++) inside[(n * stride + 57) % 343] = 1;
    return measure(maskOf(grid, inside)).figures.longestDiameterMm;
  });
  expect(along).toEqual([8, 12, 16]);
});

/** Numbers that look random and are always the same. */
function* noise(): Generator<number> {
  for (let state = 1; ; ) {
    state = Math.imul(state, 1664525) + 1013904223;
    yield (state >>> 8) / 2 ** 24;
  }
}

test('the diameter is the largest distance of any two faces, on any grid', () => {
  const random = noise();
  const next = () => random.next().value as number;
  for (let trial = 0; trial < 60; trial++) {
    const size: Vec3 = [3 + (trial % 5), 4 + (trial % 3), 3 + (trial % 4)];
    const affine = Array.from({ length: 12 }, () => 4 * next() - 2) as unknown as Affine;
    const data = Uint8Array.from({ length: size[0] * size[1] * size[2] }, () => (next() < 0.2 ? 1 : 0));
    expect(longestDiameter(runsOf(data, size, 1), affine) ?? 0).toBeCloseTo(
      longestByAll(data, size, affine),
      9,
    );
  }
});

function longestByAll(data: Uint8Array, size: Vec3, affine: Affine): number {
  const faces: Vec3[] = [];
  for (let n = 0; n < data.length; n++) {
    if (!data[n]) continue;
    const voxel = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / size[0] / size[1])];
    for (const axis of [0, 1, 2]) {
      for (const half of [-0.5, 0.5]) {
        faces.push(
          toWorld(affine, voxel.map((at, each) => (each === axis ? at + half : at)) as unknown as Vec3),
        );
      }
    }
  }
  let longest = 0;
  for (const [a, b, c] of faces) {
    for (const [x, y, z] of faces) longest = Math.max(longest, Math.hypot(a - x, b - y, c - z));
  }
  return longest;
}
