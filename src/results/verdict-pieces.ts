import { SIDES } from '#volume/field-of-view.ts';
import type { Piece, Side, Vec3 } from '#volume/types.ts';
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
 * The piece that fits an object better than what is kept of it, where something speaks against that: of a size that the
 * organ may have, in its place among `objects`. Undefined where there is none, or more than one piece is kept.
 */
export function betterPiece(
  object: FoundObject,
  objects: readonly FoundObject[],
  against: readonly Weighed[],
): Doubt | undefined {
  const { pieces, measurement } = object;
  const { centroid } = measurement;
  const isAmiss = against.some(({ doubt }) => OF_THE_PIECE.has(doubt.kind));
  if (!isAmiss || !centroid || pieces.kept !== 1) return undefined;
  const others = pieces.list.filter(({ isKept }) => !isKept);
  const fitting = others.filter((piece) => fits(piece, object, objects));
  const [best] = fitting.sort((a, b) => b.volumeMl * b.meanProbability - a.volumeMl * a.meanProbability);
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
  const instead = { ...object, measurement: { ...object.measurement, centroid, cutBy: [] } };
  if (isOnWrongSide(instead)) return false;
  const among = placed(objects.map((other) => (other.id === object.id ? instead : other)));
  const own = among.find(({ id }) => id === object.id);
  const off = own && displacement(own, among);
  return off === undefined || off.deviations < LIMITS.place.light;
}

/** Where `to` lies from `from`: the sides on which it lies far enough, height first. */
export function sidesFrom(from: Vec3, to: Vec3): readonly Side[] {
  return ([2, 0, 1] as const).flatMap((axis) => {
    const step = to[axis] - from[axis];
    const [low, high] = SIDES[axis] as readonly [Side, Side];
    return Math.abs(step) < APART_MM ? [] : [step < 0 ? low : high];
  });
}
