import { expect, test } from 'vitest';
import { levelOf } from '#volume/probability-bytes.ts';
import type { Mask, VolumeId } from '#volume/types.ts';
import type { KeptAnswer } from './answer-store.ts';
import { outlineAt } from './judge-answer.ts';

const grid = { size: [12, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] } as const;
/** A wide piece of at most 0.6 and a narrow one of 1: which of them is the larger hangs on the threshold. */
const BYTES = [100, 150, 153, 150, 100, 0, 0, 200, 255, 200, 0, 0];

const answer: KeptAnswer = {
  volumeId: 'v' as VolumeId,
  structure: undefined,
  probabilities: {
    bytes: 12,
    at: (threshold): Mask => ({
      ...{ grid, box: { from: [0, 0, 0], to: [12, 1, 1] } },
      ...{ data: Uint8Array.from(BYTES), level: levelOf(threshold) },
    }),
  },
  output: { maskThreshold: 0.5, existenceThreshold: 0.5, components: 'largest' },
  beside: { view: { from: [0, 0, 0], to: [12, 1, 1] } },
};

const middle = (threshold: number, numbers: readonly number[], at: number) =>
  outlineAt(answer, threshold, { numbers, at }).measurement.centroid?.[0];

test('numbers of pieces hold for the threshold at which they were counted', () => {
  expect(middle(0.3, [1], 0.3)).toBe(2);
  expect(middle(0.3, [2], 0.3)).toBe(8);
  // At 0.59 the wide one has one voxel left and is the second.
  expect(middle(0.59, [1], 0.59)).toBe(8);
  expect(middle(0.59, [1], 0.3)).toBe(2);
  expect(middle(0.3, [1], 0.59)).toBe(8);
});

test('what was chosen comes back, whatever lay between', () => {
  const { components } = outlineAt(answer, 0.59, { numbers: [1], at: 0.3 });
  expect(outlineAt(answer, 0.3, components).measurement.voxels).toBe(5);
});

test('a threshold at which a chosen piece has nothing left keeps nothing', () => {
  expect(outlineAt(answer, 0.9, { numbers: [1], at: 0.3 }).measurement.voxels).toBe(0);
});

test('of pieces the one in its place is kept where one is kept, if it is enough to be found', () => {
  const whereabouts = { from: [6, -1, -1], to: [11, 1, 1] } as const;
  const placed = { ...answer, whereabouts };
  const at = (kept: KeptAnswer, choice: 'declared' | 'all' | 'largest') =>
    outlineAt(kept, 0.3, choice).pieces.list.map(({ isKept }) => isKept);
  expect(at(answer, 'declared')).toEqual([true, false]);
  expect(at(placed, 'all')).toEqual([true, true]);
  // The wide piece reaches the end of the grid; seen in a larger one it does not.
  expect(at(placed, 'declared')).toEqual([true, false]);
  const grid = { size: [14, 3, 3], voxelToWorld: [1, 0, 0, -1, 0, 1, 0, -1, 0, 0, 1, -1] } as const;
  const box = { from: [1, 1, 1], to: [13, 2, 2] } as const;
  const inside: KeptAnswer = {
    ...placed,
    probabilities: {
      ...answer.probabilities,
      at: (threshold) => ({ ...answer.probabilities.at(threshold), grid, box }),
    },
    beside: { view: { from: [0, 0, 0], to: grid.size } },
  };
  expect(at(inside, 'declared')).toEqual([false, true]);
  expect(at(inside, 'largest')).toEqual([false, true]);
  expect(at({ ...inside, whereabouts: undefined }, 'declared')).toEqual([true, false]);
  const least = (minVolumeMl: number) => ({
    ...inside,
    output: { ...answer.output, existence: { minVolumeMl } },
  });
  expect(at(least(0.0025), 'declared')).toEqual([false, true]);
  expect(at(least(0.0035), 'declared')).toEqual([true, false]);
});
