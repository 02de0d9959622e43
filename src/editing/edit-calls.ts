import type { Call } from '#rpc/protocol.ts';
import type { PairFigures } from '#volume/compare/compare-masks.ts';
import type { Difference } from '#volume/compare/difference.ts';
import type { Marks } from '#volume/edit/edits.ts';
import type { Operation } from '#volume/edit/operations.ts';
import type { Keep, Mask, Measurement, Outline, Volume } from '#volume/types.ts';

/** What edit-worker.ts answers. */
export interface EditCalls {
  open: Call<readonly [scan: Volume | undefined], void>;
  measure: Call<readonly [mask: Mask], Measurement>;
  outline: Call<readonly [whole: Mask, threshold: number, keep: Keep], Outline>;
  compare: Call<readonly [reference: Mask, other: Mask], PairFigures>;
  difference: Call<readonly [reference: Mask, other: Mask], Difference>;
  change: Call<readonly [mask: Mask, operation: Operation], Marks | undefined>;
}
