import { expect, test } from 'vitest';
import type { Stage, Triple, Unet } from './architecture.ts';
import { requirementsOf } from './requirements.ts';

const CUBE: Triple = [3, 3, 3];
const stage = (features: number, n: number): Stage => ({
  ...{ features, kernel: CUBE, depth: 2, stride: n === 0 ? [1, 1, 1] : [2, 2, 2] },
});

/** TotalSegmentator's 3 mm network: 16.6 million weights. */
const FULL: Unet = {
  kind: 'plain',
  patch: [112, 112, 128],
  stages: [32, 64, 128, 256, 320].map(stage),
  decoder: [2, 2, 2, 2],
  ...{ stem: 32, hasBias: true, norm: { eps: 1e-5, affine: true }, slope: 0.01 },
};

/** docs/nnunet.md, What it costs to run: what was seen in the page, and may not be promised less. */
const SEEN = { memoryBytes: 2.43e9 };

test('what the full size is said to take is no less than what it took, and no more than half as much again', () => {
  const { memoryBytes, heapBytes } = requirementsOf(FULL, 1, 118);
  expect(memoryBytes).toBeGreaterThanOrEqual(SEEN.memoryBytes);
  expect(memoryBytes).toBeLessThan(1.5 * SEEN.memoryBytes);
  expect(heapBytes).toBeLessThan(memoryBytes);
});

test('on a GPU the largest buffer is what the last stage is of, and further folds take their weights alone', () => {
  const one = requirementsOf(FULL, 1, 118);
  // 32 channels of a patch, and a slice of zeros before and behind.
  expect(one.gpuBufferBytes).toBeGreaterThanOrEqual(4 * 32 * 114 * 112 * 128);
  expect(one.gpuBufferBytes).toBeLessThan(1.1 * 4 * 32 * 114 * 112 * 128);
  const five = requirementsOf(FULL, 5, 118);
  const weights = 4 * 4 * 16.55e6;
  expect(Math.abs(five.heapBytes - one.heapBytes - weights)).toBeLessThan(1e8);
});

test('a network of half the channels takes less', () => {
  const half = { ...FULL, stages: FULL.stages.map((each) => ({ ...each, features: each.features / 2 })) };
  const [all, less] = [requirementsOf(FULL, 1, 118), requirementsOf(half, 1, 118)];
  for (const key of ['memoryBytes', 'heapBytes', 'gpuBufferBytes', 'gpuMemoryBytes'] as const) {
    expect(less[key]).toBeLessThan(all[key] ?? 0);
  }
});
