import type { PartialMask } from './engine.ts';
import type { Tensor } from './runtime.ts';
import type { SliceAnswer } from './slice-decode.ts';
import type { SliceView } from './slice-view.ts';

/** One prompt's answer, growing slice by slice. */
export class GrowingAnswer {
  /** Which of its call's prompts. */
  readonly prompt: number;
  readonly mask: Uint8Array;
  /** The largest over the slices. */
  existence = 0;
  /** The largest mask probability. */
  peak = 0;
  /** Slices that have a part of the mask. */
  there = 0;

  constructor(prompt: number, voxels: number) {
    this.prompt = prompt;
    this.mask = new Uint8Array(voxels);
  }

  add({ existence, peak, voxels }: SliceAnswer): void {
    this.existence = Math.max(this.existence, existence);
    this.peak = Math.max(this.peak, peak);
    if (voxels.length > 0) this.there += 1;
    for (const voxel of voxels) this.mask[voxel] = 1;
  }
}

/** Prompts that go through the slices together: one, unless they are to share them. */
export interface SliceGroup {
  readonly view: SliceView;
  readonly seed: string;
  readonly together: boolean;
  /** (P, T, C) */
  readonly text: Tensor;
  readonly answers: readonly GrowingAnswer[];
  /** Slices not yet answered, in the order in which they are wanted. */
  readonly todo: Set<number>;
  onPartial(partial: PartialMask): void;
}

/**
 * Embeddings (1, T, C) of prompts as one batch (P, T, C): shorter ones are filled up with zeros, which take part in what
 * the model makes of them, as in the original.
 */
export function padded(embeddings: readonly Tensor[]): Tensor {
  const [first] = embeddings;
  if (first && embeddings.length === 1) return first;
  const longest = Math.max(...embeddings.map(({ data }) => data.length));
  const [, , width = 1] = first?.dims ?? [];
  const data = new Float32Array(embeddings.length * longest);
  embeddings.forEach((embedding, n) => {
    data.set(embedding.data, n * longest);
  });
  const rest = first?.dims.length === 3 ? [longest / width, width] : [longest];
  return { dims: [embeddings.length, ...rest], data };
}
