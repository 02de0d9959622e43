import { SIDES } from '#volume/field-of-view.ts';
import type { Piece, Side, Vec3, WorldPoint } from '#volume/types.ts';
import type { FoundObject } from './finding.ts';
import { knownAs, type Plausible, plausible } from './plausibility.ts';
import type { Doubt } from './verdict.ts';
import type { Weighed } from './verdict-doubts.ts';
import { LIMITS } from './verdict-limits.ts';
import { displacement, isOnWrongSide, placed } from './verdict-places.ts';

/** What speaks against a piece that another may mend. */
const OF_THE_PIECE: ReadonlySet<Doubt['kind']> = new Set<Doubt['kind']>([
  ...(['place', 'side', 'outside', 'intensity', 'shared', 'large'] as const),
]);

/** Sides are told from so many millimetres on. */
const APART_MM = 15;

/**
 * The piece that fits an object better than what is kept of it: of a size that the organ may have, and in its place among
 * `objects`, where what is kept lies farther off or something else speaks against it. Undefined where there is none, more than
 * one piece is kept, or a person has chosen.
 */
export function betterPiece(
  object: FoundObject,
  objects: readonly FoundObject[],
  against: readonly Weighed[],
): Doubt | undefined {
  const { pieces, measurement } = object;
  const { centroid } = measurement;
  if (!centroid || pieces.kept !== 1 || object.isChanged) return undefined;
  const isAmiss = against.some(({ doubt }) => OF_THE_PIECE.has(doubt.kind));
  const now = deviationsAt(centroid, object, objects) ?? 0;
  const better = pieces.list.filter((piece) => {
    if (piece.isKept || !fits(piece, object, objects)) return false;
    const then = deviationsAt(piece.centroid, object, objects) ?? now;
    return isAmiss || (now > LIMITS.offer.off && now - then > LIMITS.offer.nearer);
  });
  const [best] = better.sort((a, b) => b.volumeMl * b.meanProbability - a.volumeMl * a.meanProbability);
  if (!best) return undefined;
  const { number: piece, volumeMl } = best;
  return { kind: 'other-piece', piece, volumeMl, towards: sidesFrom(centroid, best.centroid) };
}

/** Whether nothing that is known of its structure speaks against a piece: size, brightness, side and place. */
function fits(piece: Piece, object: FoundObject, objects: readonly FoundObject[]): boolean {
  const known = knownAs(object);
  return known !== undefined && isLike(piece, object, plausible(known)) && isInPlace(piece, object, objects);
}

function isLike(
  { volumeMl, meanIntensity }: Piece,
  { measurement, source }: FoundObject,
  { possibleMl, usualMl, hu }: Plausible,
): boolean {
  // What the scan cuts may be of any size; half an organ may lie in another piece.
  const least = measurement.cutBy.length > 0 ? possibleMl[0] : usualMl[0] / 2;
  if (volumeMl < least || volumeMl > usualMl[1]) return false;
  if (!hu || meanIntensity === undefined || source.modality !== 'CT') return true;
  return meanIntensity >= hu[0] && meanIntensity <= hu[1];
}

function isInPlace({ centroid }: Piece, object: FoundObject, objects: readonly FoundObject[]): boolean {
  if (isOnWrongSide({ ...object, measurement: { ...object.measurement, centroid } })) return false;
  const deviations = deviationsAt(centroid, object, objects);
  return deviations === undefined || deviations < LIMITS.place.light;
}

/** How far from its place among `objects` an object would lie there, in standard deviations; undefined where that is not known. */
function deviationsAt(
  centroid: WorldPoint,
  object: FoundObject,
  objects: readonly FoundObject[],
): number | undefined {
  const instead = { ...object, measurement: { ...object.measurement, centroid } };
  const among = placed(objects.map((other) => (other.id === object.id ? instead : other)));
  const own = among.find(({ id }) => id === object.id);
  return own && displacement(own, among)?.deviations;
}

/** Where `to` lies from `from`: the sides on which it lies far enough, height first. */
export function sidesFrom(from: Vec3, to: Vec3): readonly Side[] {
  return ([2, 0, 1] as const).flatMap((axis) => {
    const step = to[axis] - from[axis];
    const [low, high] = SIDES[axis] as readonly [Side, Side];
    return Math.abs(step) < APART_MM ? [] : [step < 0 ? low : high];
  });
}
