import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { makePhantom, organTruth } from '#testing/phantom.ts';
import { type GridKind, phantomGrid } from '#testing/phantom-grid.ts';
import { phantomPatient } from '#testing/phantom-patient.ts';
import { spacing } from './affine.ts';
import { fieldOfView, wholeGrid } from './field-of-view.ts';
import { maskOf } from './mask.ts';
import { measure } from './measure.ts';
import type { Grid, Side, Vec3, VoxelBox, WorldBox } from './types.ts';

const SEED = 7;
const LIVER = 6;

/** What the phantom's own liver measures on `grid`. */
function liverOn(grid: Grid) {
  const { volume, labels } = makePhantom({ seed: SEED, grid, noiseHu: 0 });
  const data = labels.map((label) => (label === LIVER ? 1 : 0));
  return measure(maskOf(grid, data), fieldOfView(volume));
}

const organ = phantomPatient(SEED).bounds(LIVER);
const around = (mm: number) =>
  ({ from: organ.from.map((at) => at - mm), to: organ.to.map((at) => at + mm) }) as unknown as WorldBox;
const ROOM = around(60);
const { centroid } = organTruth(phantomPatient(SEED), LIVER, 4);

/** The box that holds the liver with room, but for one side, where it ends at the middle of the liver. */
const CUTS: readonly (readonly [Side, WorldBox])[] = (
  [
    ['superior', 2, 'to'],
    ['inferior', 2, 'from'],
    ['right', 0, 'to'],
    ['left', 0, 'from'],
    ['anterior', 1, 'to'],
    ['posterior', 1, 'from'],
  ] as const
).map(([side, axis, end]) => {
  const { from, to } = around(40);
  const box = { from: [...from], to: [...to] };
  box[end][axis] = centroid[axis];
  return [side, box as unknown as WorldBox];
});

const kinds = ['las', 'coronal', 'oblique'] as const;
const cases = kinds.flatMap((kind) => CUTS.map(([side, box]) => [kind, side, box] as const));

test.each(cases)('%s: a liver cut from its %s side says so, in the patient’s terms', (kind, side, box) => {
  expect(liverOn(phantomGrid(kind, 9, box)).cutBy).toEqual([side]);
});

test.each(kinds)('%s: a liver inside the scan is not cut', (kind) => {
  expect(liverOn(phantomGrid(kind, 9, ROOM)).cutBy).toEqual([]);
});

test.each(Object.entries(BALL_GRIDS))(
  'the box of a ball in mm is its centre and radius, stored %s',
  (_, grid) => {
    const volume = ballVolume(grid);
    const data = Uint8Array.from(volume.data, (value) =>
      value * volume.slope + volume.intercept > 500 ? 1 : 0,
    );
    const { boxMm } = measure(maskOf(grid, data));
    // The outermost voxels hold the rim somewhere between their faces.
    const slackMm = Math.hypot(...spacing(grid.voxelToWorld));
    for (const axis of [0, 1, 2] as const) {
      expect(Math.abs((boxMm?.from[axis] ?? 0) - BALL.centre[axis] + BALL.radiusMm)).toBeLessThan(slackMm);
      expect(Math.abs((boxMm?.to[axis] ?? 0) - BALL.centre[axis] - BALL.radiusMm)).toBeLessThan(slackMm);
    }
  },
);

test.each(['las', 'oblique'] as const)('%s: the box in mm is that of the analytic liver', (kind) => {
  const { boxMm } = liverOn(phantomGrid(kind, 4, ROOM));
  const [from, to] = [
    [1e3, 1e3, 1e3],
    [-1e3, -1e3, -1e3],
  ];
  organTruth(phantomPatient(SEED), LIVER, 3, (...point) => {
    point.forEach((at, axis) => {
      from[axis] = Math.min(from[axis] ?? 0, at);
      to[axis] = Math.max(to[axis] ?? 0, at);
    });
    return true;
  });
  // The points are 3 mm apart, and a voxel that holds the rim reaches up to its diagonal beyond it.
  const slackMm = 3 + 4 * Math.sqrt(3);
  for (const axis of [0, 1, 2] as const) {
    expect(Math.abs((boxMm?.from[axis] ?? 0) - (from[axis] ?? 0))).toBeLessThan(slackMm);
    expect(Math.abs((boxMm?.to[axis] ?? 0) - (to[axis] ?? 0))).toBeLessThan(slackMm);
  }
});

/** The phantom from the middle of the liver downwards, with `blank` slices of one value before and behind. */
function padded(kind: GridKind, blank: number) {
  const [x1, y1] = ROOM.to;
  const grid = phantomGrid(kind, 6, { from: ROOM.from, to: [x1, y1, centroid[2]] });
  const { volume, labels } = makePhantom({ seed: SEED, grid });
  const [ni, nj, nk] = grid.size;
  const size = [ni, nj, nk + 2 * blank] as const;
  const data = new Int16Array(ni * nj * size[2]).fill(-1024);
  data.set(volume.data, blank * ni * nj);
  const mask = new Uint8Array(data.length);
  labels.forEach((label, n) => {
    if (label === LIVER) mask[n + blank * ni * nj] = 1;
  });
  const [a, b, c, x, d, e, f, y, g, h, l, z] = grid.voxelToWorld;
  const whole: Grid = {
    size,
    voxelToWorld: [a, b, c, x - blank * c, d, e, f, y - blank * f, g, h, l, z - blank * l],
  };
  const view = fieldOfView({ data, grid: whole });
  return { view, size, measured: measure(maskOf(whole, mask), view) };
}

test.each(['ras', 'oblique'] as const)('%s: blank end slices do not hide that the liver is cut', (kind) => {
  const { view, size, measured } = padded(kind, 1);
  expect([view.from[2], view.to[2]]).toEqual([1, size[2] - 1]);
  expect(measured.cutBy).toEqual(['superior']);
});

test('a scan of one value throughout is seen whole', () => {
  const grid: Grid = { size: [3, 2, 2], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  expect(fieldOfView({ data: new Int16Array(12), grid })).toEqual(wholeGrid(grid));
});

test('the view is that of its definition, whichever values its blank slices have', () => {
  const isConstant = (values: readonly number[]) => values.every((value) => value === values[0]);
  const plainly = (data: Int16Array, size: Vec3): VoxelBox => {
    const [from, to]: [number[], number[]] = [[0, 0, 0], [...size]];
    const slice = (axis: number, at: number) => {
      const [low, high] = [from.with(axis, at), to.with(axis, at + 1)];
      const along = (n: 0 | 1 | 2) =>
        Array.from({ length: (high[n] ?? 0) - (low[n] ?? 0) }, (_, step) => (low[n] ?? 0) + step);
      return along(2).flatMap((k) =>
        along(1).flatMap((j) => along(0).map((i) => data[(k * size[1] + j) * size[0] + i] ?? 0)),
      );
    };
    for (const axis of [2, 1, 0]) {
      const [first = 0, past = 0] = [from[axis], to[axis]];
      const blank = Array.from({ length: past - first }, (_, n) => isConstant(slice(axis, first + n)));
      if (blank.every(Boolean)) continue;
      from[axis] = first + blank.indexOf(false);
      to[axis] = first + blank.lastIndexOf(false) + 1;
    }
    return { from: from as unknown as Vec3, to: to as unknown as Vec3 };
  };
  const ends = fc.tuple(fc.nat(2), fc.nat(2));
  fc.assert(
    fc.property(ends, ends, ends, fc.array(fc.nat(1), { minLength: 8, maxLength: 8 }), (x, y, z, inner) => {
      const [margins, size] = [[x, y, z], [x, y, z].map(([a, b]) => a + 2 + b) as unknown as Vec3];
      // Each slice round the inner voxels has a value of its own.
      const data = Int16Array.from({ length: size[0] * size[1] * size[2] }, (_, n) => {
        const at = [n % size[0], Math.floor(n / size[0]) % size[1], Math.floor(n / (size[0] * size[1]))];
        const within = at.map((index, axis) => index - (margins[axis]?.[0] ?? 0));
        const out = [2, 1, 0].find((axis) => (within[axis] ?? 0) < 0 || (within[axis] ?? 0) > 1);
        if (out !== undefined) return 100 * out + (at[out] ?? 0);
        return inner[within.reduce((sum, index, axis) => sum + index * 2 ** axis, 0)] ?? 0;
      });
      const grid = { size, voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] as const };
      expect(fieldOfView({ data, grid })).toEqual(plainly(data, size));
    }),
  );
});
