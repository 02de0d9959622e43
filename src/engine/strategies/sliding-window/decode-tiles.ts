import type { PackSessions } from '#engine/pack-sessions.ts';
import { breathe } from '#engine/queue.ts';
import type { Tensor, Tensors } from '#engine/runtime.ts';
import { Blend } from '#model/blend.ts';
import type { WindowTiling } from '#model/manifest.ts';
import { sigmoid } from '#model/probability.ts';
import type { EncodedVolume, Features } from './encoded-volume.ts';

export interface Decoded {
  /** Per prompt, 0..1: the largest over the tiles. */
  readonly existence: readonly number[];
  /** Per prompt, (z, y, x) on the model grid. */
  readonly logits: readonly Float32Array[];
}

export interface DecodeJob {
  readonly volume: EncodedVolume;
  readonly features: Features;
  readonly tiling: WindowTiling;
  /** (P, E…): one row per prompt. */
  readonly text: Tensor;
  readonly sessions: PackSessions;
  readonly onTile: (done: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Decodes every tile for all prompts at once, and blends the tiles. */
export async function decodeTiles(job: DecodeJob): Promise<Decoded> {
  const { grid, tiles } = job.volume.prepared;
  const prompts = job.text.dims[0] ?? 0;
  const blend = new Blend(grid.size, job.tiling, prompts);
  const existence = new Array<number>(prompts).fill(0);
  for (const [n, tile] of tiles.entries()) {
    job.onTile(n);
    const seen = job.features[n];
    if (!seen) {
      blend.add(tile, undefined);
      continue;
    }
    await breathe(job.signal);
    const { logits, probabilities } = await decodeTile(job, seen);
    blend.add(tile, logits);
    for (const [prompt, probability] of probabilities.entries()) {
      existence[prompt] = Math.max(existence[prompt] ?? 0, probability);
    }
  }
  job.onTile(tiles.length);
  return { existence, logits: blend.finish() };
}

async function decodeTile({ sessions, text }: DecodeJob, features: Tensors) {
  const { maskLogits, existenceLogits } = await sessions.run('promptDecoder', { ...features, text });
  if (!(maskLogits?.data instanceof Float32Array) || !existenceLogits) {
    throw new Error('The prompt decoder gave no float32 mask logits.');
  }
  const probabilities = Array.from(existenceLogits.data, sigmoid);
  if (probabilities.some(Number.isNaN)) throw new Error('The prompt decoder gave what is not a number.');
  return { logits: { dims: maskLogits.dims, data: maskLogits.data }, probabilities };
}

const ACCUMULATOR_BYTES = 256 * 2 ** 20;
const MOST_AT_ONCE = 16;

/** How many prompts to decode together: their logits on a grid of this size stay below 256 MB, but for a single one's. */
export function promptsAtOnce([x, y, z]: readonly [number, number, number]): number {
  return Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(ACCUMULATOR_BYTES / (4 * x * y * z))));
}
