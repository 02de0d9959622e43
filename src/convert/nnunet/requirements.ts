import { countOf } from '#convert/checkpoint.ts';
import type { Requirements } from '#model/manifest.ts';
import type { Triple, Unet } from './architecture.ts';
import { MOST_STACKED_BYTES, spareChannels } from './plane-convolution.ts';
import { unetGraph } from './unet-graph.ts';
import { headOf, tensorsOf } from './unet-weights.ts';
import type { Precision } from './weight-file.ts';

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
 * A weight of whole numbers stays as it is stored, and is widened when it is its turn: it is there widened and in the parts that it is
 * cut into (the heap of WebAssembly was seen to grow by as much), on a GPU also turned for the provider's own convolution.
 */
const WIDENED = { heap: 2, gpu: 3 };

/** How a pack is stored, and of what. */
export interface Stored {
  readonly folds: number;
  /** With the background. */
  readonly classes: number;
  readonly precision: Precision;
}

/**
 * What a device must have to run windows of a network, one fold after another: counted from its plans and from how its weights are
 * stored. A scan's own field is at most what the engine keeps of features and is in what is held besides.
 */
export function requirementsOf(unet: Unet, stored: Stored): Requirements {
  const { live, largest, stacked } = activationBytes(unet);
  const weights = weightBytes(unet, stored);
  const finest = FLOAT * countOf(unet.patch) * (unet.stages[0]?.features ?? 0);
  const heapBytes = HEAP.perLive * live + weights.heap + HEAP.fixed;
  const planes = live + 2 * largest + 2 * stacked + weights.gpu;
  return {
    memoryBytes: rounded(heapBytes + BESIDE.perFeature * finest + BESIDE.fixed),
    heapBytes: rounded(heapBytes),
    gpuBufferBytes: rounded(Math.max(largest, stacked)),
    gpuMemoryBytes: rounded(GPU_SPARE * planes),
  };
}

interface ActivationBytes {
  /** What is alive at once, at most. */
  readonly live: number;
  /** The largest single array, padded for a convolution over planes. */
  readonly largest: number;
  /** The largest stack of slices. */
  readonly stacked: number;
}

function activationBytes({ patch, stages }: Unet): ActivationBytes {
  let size: Triple = patch;
  let [skips, live, largest, stacked] = [0, 0, 0, 0];
  for (const { features, stride, kernel } of stages) {
    size = size.map((n, axis) => n / (stride[axis] ?? 1)) as unknown as Triple;
    const sample = FLOAT * countOf(size);
    const wide = sample * (features + spareChannels(features, kernel[0]));
    live = Math.max(live, skips + LIVE * sample * features);
    largest = Math.max(largest, (wide * (size[0] + kernel[0] - 1)) / size[0]);
    const whole = wide * kernel[0];
    stacked = Math.max(stacked, whole / Math.ceil(whole / MOST_STACKED_BYTES));
    skips += sample * features;
  }
  return { live, largest, stacked };
}

/**
 * float16 is widened to float32 once, where the graph is opened, and its own bytes are let go of (seen in WebAssembly's heap); int8 is
 * not. Heads of coarser stages are left out.
 */
function weightBytes(unet: Unet, { folds, classes, precision }: Stored) {
  const head = headOf(unet);
  const counts = [...tensorsOf(unet, classes)]
    .filter(([name]) => !name.startsWith('decoder.seg_layers.') || name.startsWith(head))
    .map(([, shape]) => FLOAT * countOf(shape));
  if (precision !== 'int8') {
    const all = folds * counts.reduce((sum, bytes) => sum + bytes, 0);
    return { heap: all, gpu: all };
  }
  const all = folds * unetGraph(unet, precision, '').bytes;
  const largest = Math.max(...counts);
  return { heap: all + WIDENED.heap * largest, gpu: all + WIDENED.gpu * largest };
}

/** To two figures, upward. */
function rounded(bytes: number): number {
  const unit = 10 ** (Math.floor(Math.log10(bytes)) - 1);
  return Math.ceil(bytes / unit) * unit;
}
