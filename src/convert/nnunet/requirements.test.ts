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

const USUAL = { classes: 118, precision: 'float16' } as const;

/** docs/nnunet.md, What it costs to run: what was seen in the page, and may not be promised less. */
const SEEN = { memoryBytes: 2.43e9 };

test('what the full size is said to take is no less than what it took, and no more than half as much again', () => {
  const { memoryBytes, heapBytes } = requirementsOf(FULL, { folds: 1, ...USUAL });
  expect(memoryBytes).toBeGreaterThanOrEqual(SEEN.memoryBytes);
  expect(memoryBytes).toBeLessThan(1.5 * SEEN.memoryBytes);
  expect(heapBytes).toBeLessThan(memoryBytes);
});

test('on a GPU the largest buffer is what the last stage is of, or slices of it that are stacked', () => {
  const { gpuBufferBytes } = requirementsOf(FULL, { folds: 1, ...USUAL });
  // 32 channels of a patch, and a slice of zeros before and behind; a third of three times as many slices is less.
  expect(gpuBufferBytes).toBeGreaterThanOrEqual(4 * 32 * 114 * 112 * 128);
  expect(gpuBufferBytes).toBeLessThan(1.1 * 4 * 32 * 114 * 112 * 128);
  const small = requirementsOf({ ...FULL, patch: [96, 96, 96] }, { folds: 1, ...USUAL });
  // 340 MB of stacked slices go in two parts, each more than the stage itself.
  expect(small.gpuBufferBytes).toBeGreaterThanOrEqual((4 * 32 * 3 * 96 ** 3) / 2);
  expect(small.gpuBufferBytes).toBeLessThan(1.1 * ((4 * 32 * 3 * 96 ** 3) / 2));
  // Six channels become eight before slices are stacked (plane-convolution.ts).
  const stages = [{ ...stage(6, 0), depth: 1 }, stage(12, 1)];
  const misread = requirementsOf(
    { ...FULL, stages, decoder: [2], patch: [64, 64, 64] },
    { folds: 1, ...USUAL },
  );
  expect(misread.gpuBufferBytes).toBeGreaterThanOrEqual(4 * 8 * 3 * 64 ** 3);
});

test('further folds take their weights alone: in float32 unless they are stored as whole numbers', () => {
  const weights = 16.55e6;
  for (const [precision, bytes] of [
    ['float32', 4],
    ['float16', 4],
    ['int8', 1],
  ] as const) {
    const [one, many] = [1, 21].map((folds) => requirementsOf(FULL, { folds, classes: 118, precision }));
    for (const key of ['memoryBytes', 'heapBytes', 'gpuMemoryBytes'] as const) {
      const spare = key === 'gpuMemoryBytes' ? 1.2 : 1;
      const further = (many?.[key] ?? 0) - (one?.[key] ?? 0);
      // Both are rounded to two figures.
      expect(Math.abs(further - 20 * spare * bytes * weights)).toBeLessThan(2e8);
    }
  }
});

test('no precision is said to take less than was seen: WebAssembly’s heap, three folds, a patch of 32 × 32 × 32', () => {
  const seen = { float32: 248e6, float16: 260e6, int8: 125e6 } as const;
  for (const precision of ['float32', 'float16', 'int8'] as const) {
    const little = { ...FULL, patch: [32, 32, 32] as const };
    const { heapBytes } = requirementsOf(little, { folds: 3, classes: 118, precision });
    expect(heapBytes).toBeGreaterThanOrEqual(seen[precision]);
    // What is kept beside the network in any case, 150 MB, is most of what is too much.
    expect(heapBytes).toBeLessThan(seen[precision] + 150e6);
  }
});

test('whole numbers are widened one weight at a time', () => {
  const little = { ...FULL, patch: [32, 32, 32] as const };
  const { heapBytes } = requirementsOf(little, { folds: 1, classes: 118, precision: 'int8' });
  // The decoder's first, and its two parts: the heap grew by 52 MB in the first run, 44 of them for these.
  const largest = 4 * 640 * 320 * 27;
  expect(heapBytes).toBeGreaterThanOrEqual(150e6 + 16.6e6 + 2 * largest);
});

test('a network of half the channels takes less', () => {
  const half = { ...FULL, stages: FULL.stages.map((each) => ({ ...each, features: each.features / 2 })) };
  const [all, less] = [
    requirementsOf(FULL, { folds: 1, ...USUAL }),
    requirementsOf(half, { folds: 1, ...USUAL }),
  ];
  for (const key of ['memoryBytes', 'heapBytes', 'gpuBufferBytes', 'gpuMemoryBytes'] as const) {
    expect(less[key]).toBeLessThan(all[key] ?? 0);
  }
});
