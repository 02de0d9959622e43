import type { Piece, WorldBox } from './types.ts';

/** What makes a piece the one to keep. */
export interface InPlace {
  /** Where its middle may lie, mm RAS+; a box may have no end. */
  readonly place: WorldBox;
  /** Less is not taken for what the largest piece is not. */
  readonly leastMl: number;
}

/**
 * The number of the piece to keep of those that are listed from the largest on: the largest, unless its middle lies out of place and that
 * of another does not. What the scan cuts (`isCut`, asked of the largest) has its middle elsewhere, and is not judged.
 * Twin: `piece_in_place` in training/mini/places.py.
 */
export function pieceInPlace(
  [largest, ...others]: readonly Pick<Piece, 'number' | 'centroid' | 'volumeMl'>[],
  { place, leastMl }: InPlace,
  isCut: () => boolean,
): number {
  if (!largest || isWithin(largest, place) || isCut()) return 1;
  const other = others.find((piece) => piece.volumeMl >= leastMl && isWithin(piece, place));
  return (other ?? largest).number;
}

const isWithin = ({ centroid }: Pick<Piece, 'centroid'>, { from, to }: WorldBox): boolean =>
  ([0, 1, 2] as const).every((axis) => centroid[axis] >= from[axis] && centroid[axis] <= to[axis]);
