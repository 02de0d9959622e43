import type { PairFigures } from '#volume/compare/compare-masks.ts';
import type { Difference } from '#volume/compare/difference.ts';
import type { Marks } from '#volume/edit/edits.ts';
import type { Operation } from '#volume/edit/operations.ts';
import type { Keep, Mask, Measurement, Outline, Volume } from '#volume/types.ts';

/** Does to masks of one scan what takes longer than a frame. LocalEditor does it here, WorkerEditor in a worker. */
export interface Editor {
  /** The scan that masks lie on from now on; undefined lets go of it. */
  open(scan: Volume | undefined): Promise<void>;
  /** Size, place and intensities, as the engine measures its answers. @throws Error where no scan is open. */
  measure(mask: Mask): Promise<Measurement>;
  /** `outlineAgain` of probabilities that were kept. @throws Error where no scan is open. */
  outline(whole: Mask, threshold: number, keep: Keep): Promise<Outline>;
  /** How two masks of one grid differ, in figures and in voxels. */
  compare(reference: Mask, other: Mask): Promise<PairFigures>;
  difference(reference: Mask, other: Mask): Promise<Difference>;
  /** What `operation` changes; undefined where it changes nothing. @throws Error where no scan is open. */
  change(mask: Mask, operation: Operation): Promise<Marks | undefined>;
}
