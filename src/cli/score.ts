import type { Segmentation } from '#engine/engine.ts';

/**
 * How an answer compares with the truth. 'dice' where the structure is in the truth (0 where it was not found);
 * otherwise nothing found is right, and whatever was found is wrong and counts as 0.
 */
export type Score =
  | { readonly kind: 'dice'; readonly dice: number }
  | { readonly kind: 'rightly-absent' }
  | { readonly kind: 'false-positive'; readonly dice: 0 };

/** `answer` against the voxels of `labels` that are `label`. */
export function score(answer: Segmentation, labels: Float32Array, label: number): Score {
  const mask = answer.kind === 'found' ? answer.mask.data : undefined;
  let [common, truth, found] = [0, 0, 0];
  for (let n = 0; n < labels.length; n++) {
    const isTrue = labels[n] === label;
    const isFound = mask?.[n] === 1;
    if (isTrue) truth++;
    if (isFound) found++;
    if (isTrue && isFound) common++;
  }
  if (truth > 0) return { kind: 'dice', dice: (2 * common) / (truth + found) };
  return found === 0 ? { kind: 'rightly-absent' } : { kind: 'false-positive', dice: 0 };
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
