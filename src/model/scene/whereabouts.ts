import type { StructureId } from '#model/prompt.ts';
import type { WorldBox } from '#volume/types.ts';
import { type Known, placeOf, type SceneRule, type Surroundings, wholeInOnePiece } from './evidence.ts';
import type { Sighting } from './sighting.ts';

/** Fewer tell no place. */
const LEAST_WITNESSES = 3;

/**
 * The box, mm RAS+, in which the middle of `structure` lies in everybody whom the pack's makers know, seen from the structures that are found
 * whole in the scan; without end along an axis for which too few of them tell. Undefined where the pack does not say how far it may reach.
 */
export function whereaboutsOf(
  structure: StructureId | undefined,
  sightings: readonly Sighting[],
  around: Pick<Surroundings, 'view'>,
  pack: Known,
): WorldBox | undefined {
  const reach = structure === undefined ? undefined : pack.scene.reach?.[structure];
  if (structure === undefined || !reach) return undefined;
  const witnesses = wholeInOnePiece(sightings, around, pack.output);
  const [x, y, z] = middleAmong(structure, witnesses, pack.scene);
  const end = (way: 1 | -1) =>
    ([x, y, z] as const).map((mm, axis) => (mm ?? way * Infinity) + way * (reach[axis] ?? Infinity));
  return { from: triple(end(-1)), to: triple(end(1)) };
}

/**
 * Where the middle of a structure is to be expected, mm RAS+: the mean of what the others say, each weighing as much as it is certain of.
 * Undefined along an axis for which fewer than three say anything. Twin: `whereabouts` in training/mini/places.py.
 */
export function middleAmong(
  structure: StructureId,
  others: readonly Pick<Sighting, 'structure' | 'centroid' | 'isCut'>[],
  scene: Pick<SceneRule, 'places'>,
): readonly (number | undefined)[] {
  return ([0, 1, 2] as const).map((axis) => {
    const said = others.flatMap((other) => {
      const place = placeOf(structure, other.structure, scene)?.[axis];
      if (!place || (axis === 2 && other.isCut)) return [];
      return [{ mm: other.centroid[axis] + place.mm, weight: place.sdMm ** -2 }];
    });
    if (said.length < LEAST_WITNESSES) return undefined;
    const weight = said.reduce((sum, each) => sum + each.weight, 0);
    return said.reduce((sum, each) => sum + each.weight * each.mm, 0) / weight;
  });
}

const triple = ([x = 0, y = 0, z = 0]: readonly number[]) => [x, y, z] as const;
