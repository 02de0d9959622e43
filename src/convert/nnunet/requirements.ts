import { countOf } from '#convert/checkpoint.ts';
import type { Requirements } from '#model/manifest.ts';
import type { Triple, Unet } from './architecture.ts';
import { MOST_STACKED_BYTES } from './plane-convolution.ts';
import { headOf, tensorsOf } from './unet-weights.ts';

const FLOAT = 4;
/** At its most, a stage of the decoder holds its skip, what is enlarged to it, and what is made of either. */
const LIVE = 3;
/**
 * What WebAssembly holds for each byte that has to be alive at once, and beside it; what the browser's processes hold besides.
 * Measured with the full size of TotalSegmentator's 3 mm network (docs/nnunet.md, What it costs to run), with a tenth to spare.
 */
const HEAP = { perLive: 1.6, fixed: 150e6 };
const BESIDE = { fixed: 900e6, perFeature: 3 };
/** A convolution over planes has what it is of, the same turned and padded, and what is stacked of it; with a fifth to spare. */
const GPU_SPARE = 1.2;

/**
 * What a device must have to run windows of a network, one fold after another: counted from its plans. A scan's own field is at
 * most what the engine keeps of features and is in what is held besides.
 */
export function requirementsOf(unet: Unet, folds: number, classes: number): Requirements {
  const { live, largest } = activationBytes(unet);
  const weights = folds * weightBytes(unet, classes);
  const finest = FLOAT * countOf(unet.patch) * (unet.stages[0]?.features ?? 0);
  const heapBytes = HEAP.perLive * live + weights + HEAP.fixed;
  const planes = live + 2 * largest + 2 * MOST_STACKED_BYTES + weights;
  return {
    memoryBytes: rounded(heapBytes + BESIDE.perFeature * finest + BESIDE.fixed),
    heapBytes: rounded(heapBytes),
    gpuBufferBytes: rounded(largest),
    gpuMemoryBytes: rounded(GPU_SPARE * planes),
  };
}

/** What is alive at once, at most, and the largest single array, padded by a slice on each side. */
function activationBytes({ patch, stages }: Unet): { readonly live: number; readonly largest: number } {
  let size: Triple = patch;
  let [skips, live, largest] = [0, 0, 0];
  for (const { features, stride, kernel } of stages) {
    size = size.map((n, axis) => n / (stride[axis] ?? 1)) as unknown as Triple;
    const own = FLOAT * countOf(size) * features;
    const padding = (size[0] + kernel[0] - 1) / size[0];
    live = Math.max(live, skips + LIVE * own);
    largest = Math.max(largest, own * padding);
    skips += own;
  }
  return { live, largest };
}

/** In float32, as they are computed with. Heads of coarser stages are left out. */
function weightBytes(unet: Unet, classes: number): number {
  const head = headOf(unet);
  return [...tensorsOf(unet, classes)]
    .filter(([name]) => !name.startsWith('decoder.seg_layers.') || name.startsWith(head))
    .reduce((sum, [, shape]) => sum + FLOAT * countOf(shape), 0);
}

/** To two figures, upward. */
function rounded(bytes: number): number {
  const unit = 10 ** (Math.floor(Math.log10(bytes)) - 1);
  return Math.ceil(bytes / unit) * unit;
}
