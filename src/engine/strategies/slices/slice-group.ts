import type { Probabilities } from '#engine/answer-store.ts';
import type { PartialMask } from '#engine/engine.ts';
import type { Tensor } from '#engine/runtime.ts';
import type { Wording } from '#model/targets.ts';
import { joinMasks } from '#volume/mask.ts';
import { levelOf } from '#volume/probability-bytes.ts';
import type { Region } from '#volume/region.ts';
import type { Grid, Mask } from '#volume/types.ts';
import type { SliceAnswer } from './slice-decode.ts';
import type { SliceView } from './slice-view.ts';

/** One prompt's answer, growing slice by slice. */
export class GrowingAnswer {
  /** Which of its call's prompts. */
  readonly prompt: number;
  readonly #parts: Mask[] = [];
  readonly #edges: Mask[] = [];
  /** By slice; null of those that were not asked about. */
  readonly existences: (number | null)[];
  /** The largest over the slices. */
  existence = 0;
  /** The largest mask probability. */
  peak = 0;

  constructor(prompt: number, slices: number) {
    this.prompt = prompt;
    this.existences = Array.from({ length: slices }, () => null);
  }

  /** Slices that have a part of the mask. */
  get there(): number {
    return this.#parts.length;
  }

  add(slice: number, { existence, peak, mask, edge }: SliceAnswer): void {
    this.existences[slice] = existence;
    this.existence = Math.max(this.existence, existence);
    this.peak = Math.max(this.peak, peak);
    if (mask) this.#parts.push(mask);
    if (edge) this.#edges.push(edge);
  }

  /** Where the structure's edges run; undefined where the pack does not say. */
  edges(grid: Grid): Mask | undefined {
    return this.#edges.length > 0 ? joinMasks(grid, 255, this.#edges) : undefined;
  }

  /** All parts as they were answered; at a threshold other than `declared`, the pack's, their probabilities decide. */
  probabilities(grid: Grid, declared: number): Probabilities {
    const joined = joinMasks(grid, levelOf(declared), this.#parts, 1);
    const levelAt = (threshold: number) => (threshold === declared ? joined.level : levelOf(threshold));
    return {
      bytes: joined.data.byteLength,
      at: (threshold) => ({ ...joined, data: joined.data.slice(), level: levelAt(threshold) }),
    };
  }
}

/** Prompts that go through the slices together: one, unless they are to share them. */
export interface SliceGroup {
  readonly view: SliceView;
  readonly seed: string;
  readonly together: boolean;
  readonly region: Region | undefined;
  readonly existenceThreshold: number;
  /** What the prompts were sent as, by their places in the call. */
  readonly sent: readonly Wording[];
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
