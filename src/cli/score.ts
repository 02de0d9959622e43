import type { Segmentation } from '#engine/engine.ts';
import type { Mask } from '#volume/types.ts';

/**
 * How an answer compares with the truth. 'dice' where the structure is in the truth (0 where it was not found);
 * otherwise nothing found is right, and whatever was found is wrong and counts as 0.
 */
export type Score =
  | { readonly kind: 'dice'; readonly dice: number }
  | { readonly kind: 'rightly-absent' }
  | { readonly kind: 'false-positive'; readonly dice: 0 };

/** `answer` against the voxels of `labels`, one per voxel of the scan, that are `label`. */
export function score(answer: Segmentation, labels: Float32Array, label: number): Score {
  const truth = labels.reduce((sum, value) => sum + (value === label ? 1 : 0), 0);
  const found = answer.kind === 'found' ? answer.measurement.voxels : 0;
  const common = answer.kind === 'found' ? commonVoxels(answer.mask, labels, label) : 0;
  if (truth > 0) return { kind: 'dice', dice: (2 * common) / (truth + found) };
  return found === 0 ? { kind: 'rightly-absent' } : { kind: 'false-positive', dice: 0 };
}

function commonVoxels({ grid, box, data, level }: Mask, labels: Float32Array, label: number): number {
  const [ni, nj] = grid.size;
  let [common, n] = [0, 0];
  for (let k = box.from[2]; k < box.to[2]; k++) {
    for (let j = box.from[1]; j < box.to[1]; j++) {
      const row = (k * nj + j) * ni;
      for (let i = box.from[0]; i < box.to[0]; i++, n++) {
        if ((data[n] ?? 0) >= level && labels[row + i] === label) common++;
      }
    }
  }
  return common;
}

/** The Dice that a score counts as; undefined where nothing was there and nothing was found. */
export function diceOf(scored: Score | undefined): number | undefined {
  return scored && scored.kind !== 'rightly-absent' ? scored.dice : undefined;
}

/** The mean of what is there; undefined of nothing. */
export function mean(values: readonly (number | undefined)[]): number | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length === 0 ? undefined : there.reduce((sum, value) => sum + value, 0) / there.length;
}
