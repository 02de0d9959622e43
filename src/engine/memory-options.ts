import type { Weights } from './runtime.ts';

/** Mini's encoder has 7 MB, the smallest published nnU-Net 17. */
const LARGE_BYTES = 12 * 2 ** 20;

/**
 * How onnxruntime keeps memory between runs. Of a model with much weight beside its graph, what a run has needed is given
 * back, so that the graphs of several folds do not each keep it. The full size of TotalSegmentator's 3 mm network then takes
 * 1.5 GB in Node, not 3.3 GB (docs/nnunet.md). A small model keeps what it has for the next window, which is a little faster.
 * Nothing is laid out in one piece beforehand: for Mini that takes 0.15 GB more and is no faster (docs/performance.md).
 */
export function memoryOptions(weights: readonly Weights[]) {
  const bytes = weights.reduce((sum, { data }) => sum + (data instanceof Blob ? data.size : data.length), 0);
  const isLarge = bytes > LARGE_BYTES;
  return { enableCpuMemArena: !isLarge, enableMemPattern: false };
}
