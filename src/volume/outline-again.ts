import { cropped, emptyMask, innerBox } from './mask.ts';
import type { Beside } from './measure.ts';
import { type Kept, outline, withPieces } from './outline.ts';
import { levelOf } from './probability-bytes.ts';
import type { Keep, Mask, Outline } from './types.ts';

/**
 * The outline at `threshold` of the pieces `keep` of `whole`, the probabilities that were kept of an answer, which stays as it is.
 * It is the engine's own but for voxels whose probability is within 1/255 of the threshold, since bytes are all that is known.
 * Below the level of `whole` nothing is known.
 */
export function outlineAgain(whole: Mask, threshold: number, keep: Keep, beside: Beside): Outline {
  return outline(at(whole, threshold), threshold, keptOf(whole, threshold, keep), beside);
}

/** Numbers hold for the threshold at which they were counted; elsewhere the chosen pieces are known by their voxels. */
function keptOf(whole: Mask, threshold: number, keep: Keep): Kept {
  if (typeof keep === 'string') return keep;
  return keep.at === threshold ? keep.numbers : withPieces(at(whole, keep.at), keep.numbers);
}

/** A mask of all pieces, in bytes of its own. */
function at(whole: Mask, threshold: number): Mask {
  const mask = { ...whole, level: levelOf(threshold) };
  const box = innerBox(mask);
  if (!box) return emptyMask(whole.grid, mask.level);
  const tight = cropped(mask, box);
  return tight.data === whole.data ? { ...tight, data: whole.data.slice() } : tight;
}
