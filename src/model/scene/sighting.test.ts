import { expect, test } from 'vitest';
import { BLANK_LOGIT } from '#model/blend.ts';
import type { StructureId } from '#model/prompt.ts';
import type { Grid, Vec3 } from '#volume/types.ts';
import { sightingOf } from './sighting.ts';

const GRID: Grid = { size: [30, 24, 20], voxelToWorld: [2, 0, 0, -30, 0, 3, 0, -20, 0, 0, 4, 100] };
const LIVER = { structure: 'liver' as StructureId, rawExistence: 0.9 };
const FROM: Vec3 = [2, 1, 3];
const SIZE: Vec3 = [26, 20, 16];

/** Logits of `at` in a box of the grid; voxels of the grid. */
function blended(at: (i: number, j: number, k: number) => number, from = FROM) {
  const logits = Float32Array.from({ length: SIZE[0] * SIZE[1] * SIZE[2] }, (_, n) =>
    at(
      (n % SIZE[0]) + from[0],
      (Math.floor(n / SIZE[0]) % SIZE[1]) + from[1],
      Math.floor(n / (SIZE[0] * SIZE[1])) + from[2],
    ),
  );
  const to: Vec3 = [from[0] + SIZE[0], from[1] + SIZE[1], from[2] + SIZE[2]];
  const rowHighest = Float32Array.from({ length: SIZE[1] * SIZE[2] }, (_, row) =>
    Math.max(...logits.subarray(row * SIZE[0], (row + 1) * SIZE[0])),
  );
  return { box: { from, to }, logits, rowHighest, highest: Math.max(...rowHighest) };
}

const isBlock = (i: number, j: number, k: number) => i >= 5 && i < 15 && j >= 4 && j < 8 && k >= 6 && k < 11;

test('where a block lies, how large it is and how far it reaches, in mm of the patient', () => {
  const sure = blended((i, j, k) => (isBlock(i, j, k) ? 15 : BLANK_LOGIT));
  const seen = sightingOf(LIVER, sure, GRID);
  expect(seen.volumeMl).toBeCloseTo((10 * 4 * 5 * 24) / 1000, 9);
  // Its middle is at voxel 9.5, 5.5, 8.
  expect(seen.centroid).toEqual([-30 + 2 * 9.5, -20 + 3 * 5.5, 100 + 4 * 8]);
  // n equal steps have a variance of (n² − 1) / 12.
  const spread = [2 * Math.sqrt(99 / 12), 3 * Math.sqrt(15 / 12), 4 * Math.sqrt(24 / 12)];
  for (const [axis, mm] of spread.entries()) expect(seen.spreadMm[axis]).toBeCloseTo(mm, 6);
  expect(seen).toMatchObject({ ...LIVER, keptShare: 1, isCut: false });
  expect(seen.expectedDice).toBeCloseTo(1, 5);
});

test('of pieces the largest is told, and its share', () => {
  const two = blended((i, j, k) => (isBlock(i, j, k) || (i === 20 && j < 6 && j > 3 && k === 9) ? 15 : -9));
  expect(sightingOf(LIVER, two, GRID)).toMatchObject({ keptShare: 200 / 202, centroid: [-11, -3.5, 132] });
});

test('what is improbable and all around makes it vague', () => {
  const halo = blended((i, j, k) => (isBlock(i, j, k) ? 1 : -1));
  const [p, inside, outside] = [1 / (1 + Math.exp(-1)), 200, SIZE[0] * SIZE[1] * SIZE[2] - 200];
  const expected = (2 * inside * p) / (inside + inside * p + outside * (1 - p));
  expect(sightingOf(LIVER, halo, GRID).expectedDice).toBeCloseTo(expected, 5);
});

test('at the lowest or highest slice of the grid it is cut', () => {
  const low = blended((_i, _j, k) => (k < 4 ? 9 : -9), [2, 1, 0]);
  expect(sightingOf(LIVER, low, GRID).isCut).toBe(true);
  const high = blended((_i, _j, k) => (k > 17 ? 9 : -9), [2, 1, 4]);
  expect(sightingOf(LIVER, high, GRID).isCut).toBe(true);
});

test('of nothing there is nothing to see', () => {
  const nothing = sightingOf(
    LIVER,
    blended(() => BLANK_LOGIT),
    GRID,
  );
  expect(nothing).toMatchObject({ volumeMl: 0, keptShare: 0, expectedDice: 0, isCut: false });
  expect(nothing.centroid.every(Number.isFinite)).toBe(true);
});
