import { describe, expect, test } from 'vitest';
import { axisCodes, spacing, worldBox } from '#volume/affine.ts';
import { intoGrid } from '#volume/into-grid.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import { modelGrid } from '#volume/model-grid.ts';
import { ontoGrid } from '#volume/onto-grid.ts';
import { samplesAbove } from '#volume/samples.ts';
import type { Mask, Vec3, WorldBox, WorldPoint } from '#volume/types.ts';
import { wholeSamples } from './onto-grid-dense.ts';
import { makePhantom, organTruth } from './phantom.ts';
import { GRID_KINDS, phantomGrid } from './phantom-grid.ts';
import { ORGANS } from './phantom-part.ts';
import { phantomPatient } from './phantom-patient.ts';

const SEED = 3;
const patient = phantomPatient(SEED);
const liver = { bounds: patient.bounds(ORGANS.liver), truth: organTruth(patient, ORGANS.liver, 3) };

/** The liver with a little around it. */
const coverage: WorldBox = {
  from: liver.bounds.from.map((mm) => mm - 2) as unknown as Vec3,
  to: liver.bounds.to.map((mm) => mm + 2) as unknown as Vec3,
};

function distance(a: WorldPoint | undefined, b: WorldPoint): number {
  return a ? Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) : Number.NaN;
}

function expectLiver(mask: Mask) {
  const { volumeMl, centroid } = measure(mask);
  expect(Math.abs(volumeMl / liver.truth.volumeMl - 1)).toBeLessThan(0.02);
  expect(distance(centroid, liver.truth.centroid)).toBeLessThan(1);
}

describe.each(GRID_KINDS)('the liver of one patient, stored as %s', (kind) => {
  const grid = phantomGrid(kind, kind === 'anisotropic' ? [3, 3, 5] : 3, coverage);
  const { volume, labels } = makePhantom({ seed: SEED, grid });
  const inside = labels.map((label) => (label === ORGANS.liver ? 1 : 0));

  test('has the volume and the centre it has without a grid', () => {
    expectLiver(maskOf(grid, inside));
  });

  test('keeps them on the way to the model grid and back', () => {
    const target = modelGrid(grid, [4, 4, 4]);
    const shown = { ...volume, data: inside };
    const logits = intoGrid(shown, { low: 0, high: 1, to: [-1, 1] }, target);
    expectLiver(ontoGrid(samplesAbove(wholeSamples(target, logits), 0, -1), grid, 0));
  });
});

test('the grids are what their names say', () => {
  const codes = GRID_KINDS.map((kind) => axisCodes(phantomGrid(kind).voxelToWorld));
  expect(codes).toEqual(['RAS', 'LAS', 'LPS', 'LIP', 'RAS', 'LPS']);
  expect(spacing(phantomGrid('anisotropic').voxelToWorld)).toEqual([1.1, 1.1, 5]);
});

test.each(GRID_KINDS)('a grid covers what it is asked to cover: %s', (kind) => {
  const box = worldBox(phantomGrid(kind, 2, coverage));
  // Half a step, for the number of samples is a whole one.
  for (const axis of [0, 1, 2] as const) {
    expect(box.from[axis]).toBeLessThan(coverage.from[axis] + 1.01);
    expect(box.to[axis]).toBeGreaterThan(coverage.to[axis] - 1.01);
  }
});

describe('the anatomy is a human one', () => {
  const coarse = (seed: number, organ: number) => organTruth(phantomPatient(seed), organ, 4);

  test.each([1, 2, 3, 4])('patient %i', (seed) => {
    const [hepatic, splenic] = [coarse(seed, ORGANS.liver), coarse(seed, ORGANS.spleen)];
    const [right, left] = [coarse(seed, ORGANS.rightKidney), coarse(seed, ORGANS.leftKidney)];
    expect(hepatic.volumeMl).toBeGreaterThan(800);
    expect(hepatic.volumeMl).toBeLessThan(2300);
    expect(splenic.volumeMl).toBeGreaterThan(90);
    expect(splenic.volumeMl).toBeLessThan(450);
    for (const { volumeMl } of [right, left]) {
      expect(volumeMl).toBeGreaterThan(90);
      expect(volumeMl).toBeLessThan(260);
    }
    // Liver and right kidney to the right (+x), spleen and left kidney to the left; kidneys lower and further back.
    expect(Math.min(hepatic.centroid[0], right.centroid[0])).toBeGreaterThan(30);
    expect(Math.max(splenic.centroid[0], left.centroid[0])).toBeLessThan(-30);
    expect(right.centroid[2]).toBeLessThan(hepatic.centroid[2]);
    expect(right.centroid[1]).toBeLessThan(hepatic.centroid[1]);
  });
});

describe('a phantom', () => {
  const small: WorldBox = { from: [-110, -60, -40], to: [110, 60, 40] };
  const grid = phantomGrid('ras', 6, small);

  test('is the same for the same seed, and another for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => makePhantom({ seed, grid }));
    expect(one?.volume.data).toEqual(again?.volume.data);
    expect(one?.labels).not.toEqual(other?.labels);
  });

  test('shows air, fat and contrast in Hounsfield units, around the noise it is given', () => {
    const { volume, labels } = makePhantom({ seed: 1, grid: phantomGrid('ras', 6), noiseHu: 15 });
    expect(Math.min(...volume.data)).toBeLessThan(-980);
    const livers = volume.data.filter((_, n) => labels[n] === ORGANS.liver);
    const sorted = [...livers].sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? 0;
    const quartile = sorted[sorted.length >> 2] ?? 0;
    expect(median).toBeGreaterThan(85);
    expect(median).toBeLessThan(130);
    // A quarter of normal noise lies 0.67 deviations below the median.
    expect((median - quartile) / 0.674).toBeGreaterThan(11);
    expect((median - quartile) / 0.674).toBeLessThan(21);
  });

  test('as MR has no negative intensities', () => {
    const { volume } = makePhantom({ seed: 1, grid, modality: 'MR' });
    expect(volume.modality).toBe('MR');
    expect(Math.min(...volume.data)).toBeGreaterThanOrEqual(0);
  });
});

test('a patient without an organ has no voxel of it, and every other where it was', () => {
  const grid = phantomGrid('ras', 8);
  const whole = makePhantom({ seed: 5, grid, noiseHu: 0 });
  const lost = makePhantom({ seed: 5, grid, noiseHu: 0, without: [ORGANS.leftKidney, ORGANS.gallbladder] });
  const gone = (label: number) => label === ORGANS.leftKidney || label === ORGANS.gallbladder;
  expect(whole.labels.some(gone)).toBe(true);
  expect(lost.labels.some(gone)).toBe(false);
  const moved = whole.labels.filter((label, n) => label > 0 && !gone(label) && label !== lost.labels[n]);
  expect(moved).toHaveLength(0);
});
