import type { PackSessions } from '#engine/pack-sessions.ts';
import { breathe } from '#engine/queue.ts';
import type { Feeds, Tensor } from '#engine/runtime.ts';
import { Blend, type Blended } from '#model/blend.ts';
import { sigmoid } from '#model/probability.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { boxSize } from '#volume/boxes.ts';
import type { VoxelBox } from '#volume/types.ts';
import type { EncodedVolume, Features } from './encoded-volume.ts';

export interface Decoded {
  /** Per prompt, 0..1: the largest over the tiles. */
  readonly existence: readonly number[];
  /** Of a prompt, where a logit is above the floor; beyond the tiles it is BLANK_LOGIT. Good until the next one's is asked for. */
  readonly blended: (prompt: number) => Blended;
}

export interface DecodeJob {
  readonly volume: EncodedVolume;
  readonly features: Features;
  readonly tiling: WindowTiling;
  /** (P, E…): one row per prompt. */
  readonly text: Tensor;
  readonly sessions: PackSessions;
  /** Logits that are not above it decide nothing. */
  readonly floor: number;
  readonly onTile: (done: number) => void;
  readonly signal: AbortSignal | undefined;
}

/** Decodes every tile for all prompts at once, and blends the tiles. */
export async function decodeTiles(job: DecodeJob): Promise<Decoded> {
  const { grid, tiles } = job.volume.prepared;
  const prompts = job.text.dims[0] ?? 0;
  const blend = new Blend(grid.size, tiles, job.tiling, prompts);
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
  return { existence, blended: (prompt) => blend.above(prompt, job.floor) };
}

/** What the decoder says of one tile: per prompt its mask logits and existence. @throws Error where it gives no such numbers. */
export async function decodeTile({ sessions, text }: Pick<DecodeJob, 'sessions' | 'text'>, features: Feeds) {
  const results = await sessions.run('promptDecoder', { ...features, text });
  const { existenceLogits } = results;
  const maskLogits = results['maskPhases'] ?? results['maskLogits'];
  if (!(maskLogits?.data instanceof Float32Array) || !existenceLogits) {
    throw new Error('The prompt decoder gave no float32 mask logits.');
  }
  const probabilities = Array.from(existenceLogits.data, sigmoid);
  if (probabilities.some(Number.isNaN)) throw new Error('The prompt decoder gave what is not a number.');
  return { logits: { dims: maskLogits.dims, data: maskLogits.data }, probabilities };
}

const ACCUMULATOR_BYTES = 256 * 2 ** 20;
const MOST_AT_ONCE = 16;

/** How many prompts to decode together: their logits over a box of this size stay below 256 MB, but for a single one's. */
export function promptsAtOnce(box: VoxelBox): number {
  const [x, y, z] = boxSize(box);
  return Math.min(MOST_AT_ONCE, Math.max(1, Math.floor(ACCUMULATOR_BYTES / (4 * x * y * z))));
}
