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
