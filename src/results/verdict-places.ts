import { SIDES } from '#volume/field-of-view.ts';
import type { Side, Vec3 } from '#volume/types.ts';
import type { FindingId, FoundObject } from './finding.ts';
import { type KnownId, knownAs, offset, plausible } from './plausibility.ts';
import { LIMITS } from './verdict-limits.ts';

/** An object of which it is known where it belongs among others. */
export interface Placed {
  readonly id: FindingId;
  readonly known: KnownId;
  readonly at: Vec3;
  /** Its middle cannot be told along the patient's height, for the scan ends in it. */
  readonly isCut: boolean;
}

/** How far an object lies from where the others say that it belongs. */
export interface Displacement {
  /** The largest over the axes, in standard deviations. */
  readonly deviations: number;
  /** Along that axis. */
  readonly mm: number;
  /** Where it lies from its place. */
  readonly towards: Side;
}

/** The middle of what the scan leaves of an organ lies elsewhere than that of the whole. */
const CUT = 1.5;
/** People differ by no less; fewer maps may agree by chance. */
export const LEAST_SD_MM = 8;

/** Those of the objects that have a place to be judged by. Of two of one kind neither has: which of them is it? */
export function placed(objects: readonly FoundObject[]): readonly Placed[] {
  const all = objects.flatMap((object): Placed[] => {
    const known = knownAs(object);
    const { centroid: at, cutBy } = object.measurement;
    if (!known || !at) return [];
    return [{ id: object.id, known, at, isCut: cutBy.includes('superior') || cutBy.includes('inferior') }];
  });
  return all.filter(({ known }) => all.filter((other) => other.known === known).length === 1);
}

/** How far `one` lies from where `others` say; undefined where they say nothing. */
export function displacement(one: Placed, others: readonly Placed[]): Displacement | undefined {
  const along = ([0, 1, 2] as const).flatMap((axis): Displacement[] => {
    const told = others.flatMap((other) => {
      const spread = other.id === one.id ? undefined : offset(one.known, other.known)?.[axis];
      if (!spread || (axis === 2 && (one.isCut || other.isCut))) return [];
      const sd = Math.max(LEAST_SD_MM, spread.sdMm) * (one.isCut || other.isCut ? CUT : 1);
      return [{ at: other.at[axis] + spread.mm, sd }];
    });
    if (told.length === 0) return [];
    const off = one.at[axis] - median(told.map(({ at }) => at));
    const [low, high] = SIDES[axis] as readonly [Side, Side];
    const deviations = Math.abs(off) / median(told.map(({ sd }) => sd));
    return [{ deviations, mm: Math.abs(off), towards: off < 0 ? low : high }];
  });
  return along.sort((a, b) => b.deviations - a.deviations)[0];
}

/** Those who lie farther than `limit` standard deviations from their place. The farthest is left out, then the others are asked anew. */
export function misplaced(
  objects: readonly Placed[],
  limit: number,
): ReadonlyMap<FindingId, Displacement & { readonly isMutual: boolean }> {
  const found = new Map<FindingId, Displacement & { readonly isMutual: boolean }>();
  let left = objects;
  for (;;) {
    const told = left.flatMap((one) => {
      const off = displacement(one, left);
      return off && off.deviations > limit ? [{ id: one.id, off }] : [];
    });
    const [worst, second] = told.sort((a, b) => b.off.deviations - a.off.deviations);
    if (!worst) return found;
    // Two that contradict each other: nobody says which is wrong.
    if (left.length === 2 && second) found.set(second.id, { ...second.off, isMutual: true });
    found.set(worst.id, { ...worst.off, isMutual: left.length === 2 });
    left = left.filter(({ id }) => !found.has(id));
  }
}

/** Whether its middle lies beyond the patient's, where it does not belong. */
export function isOnWrongSide(object: FoundObject): boolean {
  const { body } = object.source;
  const { centroid } = object.measurement;
  const known = knownAs(object);
  const side = known && plausible(known).side;
  if (!body || !centroid || !side) return false;
  const middle = (body.from[0] + body.to[0]) / 2;
  return (side === 'right' ? -1 : 1) * (centroid[0] - middle) > LIMITS.sideMm;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
