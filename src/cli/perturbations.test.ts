import { expect, test } from 'vitest';
import { BALL, BALL_GRIDS, ballVolume } from '#testing/ball.ts';
import { isHeavy } from '#testing/heavy.ts';
import { spacing, toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { crop, intensities, type LabelledScan, reorder, resample } from './labelled-scan.ts';
import { noisy, shaded, wideHu, withoutContrast } from './perturb-intensity.ts';
import { PERTURBATIONS, slicedGrid, turnedGrid } from './perturbations.ts';

const LIVER = 6;

/** The ball as a scan whose label says where it is. */
function ball(grid: Grid): LabelledScan {
  const volume = ballVolume(grid);
  const labels = Float32Array.from(volume.data, (value) =>
    value * volume.slope + volume.intercept > 500 ? LIVER : 0,
  );
  return { volume, labels };
}

function place({ volume, labels }: LabelledScan) {
  const data = Uint8Array.from(labels, (label) => (label === LIVER ? 1 : 0));
  return measure(maskOf(volume.grid, data));
}

const at = (scan: LabelledScan, [i, j, k]: Vec3) => {
  const n = (k * scan.volume.grid.size[1] + j) * scan.volume.grid.size[0] + i;
  return [scan.volume.data[n], scan.labels[n]];
};

const grids = Object.entries(BALL_GRIDS);

test.each(grids)('stored %s: reordered and cropped voxels stay where they were in the patient', (_, grid) => {
  const scan = ball(grid);
  const [ni, nj, nk] = grid.size;
  const box = { from: [3, 5, 2], to: [ni - 4, nj - 1, nk - 6] } as const;
  const same = worldToVoxel(grid);
  for (const moved of [
    crop(scan, box),
    reorder(scan, [0, 2, 1], [true, true, false]),
    reorder(scan, [2, 0, 1], [false, true, true]),
  ]) {
    const last = moved.volume.grid.size.map((n) => n - 1) as unknown as Vec3;
    for (const voxel of [[0, 0, 0], last, [7, 9, 11]] as readonly Vec3[]) {
      const before = toVoxel(same, toWorld(moved.volume.grid.voxelToWorld, voxel));
      const nearest = before.map(Math.round) as unknown as Vec3;
      before.forEach((value, axis) => {
        expect(value).toBeCloseTo(nearest[axis] ?? Number.NaN, 6);
      });
      expect(at(moved, voxel)).toEqual(at(scan, nearest));
    }
  }
  expect(place(reorder(scan, [1, 2, 0], [true, false, true])).volumeMl).toBeCloseTo(place(scan).volumeMl, 9);
});

// The hardest storage of four; each of the others takes as long again.
test.each(grids.filter(([name]) => isHeavy || name === 'oblique'))(
  'stored %s: every perturbation leaves the ball where it is, its labels with it',
  (_, grid) => {
    const scan = ball(grid);
    for (const modality of ['CT', 'MR'] as const) {
      for (const { name, apply } of PERTURBATIONS) {
        const changed = apply({ ...scan, volume: { ...scan.volume, modality } });
        if (!changed || name.includes('only')) continue;
        const { centroid, volumeMl } = place(changed);
        const miss = Math.hypot(...BALL.centre.map((mm, axis) => mm - (centroid?.[axis] ?? Number.NaN)));
        // Labels fall to whole voxels: a slice of 7 mm holds or leaves out the ball's caps.
        expect(miss, name).toBeLessThan(1);
        expect(Math.abs(volumeMl / BALL.volumeMl - 1), name).toBeLessThan(0.04);
        expect(changed.volume.data, name).toHaveLength(changed.labels.length);
      }
    }
  },
);

test('a resampled scan has its intensities where its labels are', () => {
  const scan = ball(BALL_GRIDS['oblique'] as Grid);
  const { volume, labels } = resample(scan, turnedGrid(scan.volume.grid, 17));
  const bright = Uint8Array.from(volume.data, (value) => (value > 500 ? 1 : 0));
  const common = bright.reduce((sum, inside, n) => sum + (inside === 1 && labels[n] === LIVER ? 1 : 0), 0);
  const both =
    bright.reduce((sum, inside) => sum + inside, 0) + labels.filter((label) => label === LIVER).length;
  expect((2 * common) / both).toBeGreaterThan(0.95);
});

test('slices come as thick as they are called, along the coarsest axis', () => {
  const grid = BALL_GRIDS['flipped and anisotropic'] as Grid;
  expect(spacing(slicedGrid(grid, 7).voxelToWorld).map((mm) => Number(mm.toFixed(6)))).toEqual([1.5, 1.6, 7]);
  // No slice is coarser there than along the patient's height, its second stored axis.
  const even = BALL_GRIDS['along the patient'] as Grid;
  expect(spacing(slicedGrid(even, 0.5).voxelToWorld)).toEqual([2, 2, 0.5]);
});

test('without contrast an organ goes down to its native density, and nothing else changes', () => {
  const scan = ball(BALL_GRIDS['along the patient'] as Grid);
  const { volume, labels } = withoutContrast(scan);
  let [sum, count, worst] = [0, 0, 0];
  labels.forEach((label, n) => {
    const before = (scan.volume.data[n] ?? 0) * scan.volume.slope + scan.volume.intercept;
    if (label === 0) worst = Math.max(worst, Math.abs((volume.data[n] ?? 0) - before));
    else [sum, count] = [sum + (volume.data[n] ?? 0), count + 1];
  });
  expect(worst).toBe(0);
  expect(sum / count).toBeCloseTo(56, 1);
});

test('noise has the deviation asked for, wide values reach the ends, shade halves the back', () => {
  const flat: LabelledScan = {
    ...ball(BALL_GRIDS['along the patient'] as Grid),
    labels: new Float32Array(130000),
  };
  const data = new Float32Array(130000).fill(10);
  data[0] = -125;
  const scan = { ...flat, volume: { ...flat.volume, data, slope: 1, intercept: 0 } };
  const noise = Array.from(noisy(scan, 30).volume.data, (value, n) => value - (data[n] ?? 0));
  const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / noise.length);
  expect(Math.abs(deviation / 30 - 1)).toBeLessThan(0.02);
  expect(intensities(wideHu(scan).volume)).toEqual({ low: -1024, high: 3071 });
  const { volume } = shaded(scan);
  expect([volume.data[1], volume.data.at(-1)]).toEqual([5, 10]);
});
