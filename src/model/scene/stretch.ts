import type { ModelManifest } from '#model/manifest.ts';
import { type Surroundings, wholeInOnePiece } from './evidence.ts';
import proportions from './proportions.json' with { type: 'json' };
import type { Sighting } from './sighting.ts';

/** Fewer organs say nothing of a scan. */
const LEAST_ORGANS = 3;
/** Standard deviations between patients. */
const DEVIATIONS = 3;

/** Beyond this, or below its inverse, a scan is out of proportion: none of the 33 label maps with three whole organs is. */
export const MOST_STRETCH = Math.exp(DEVIATIONS * proportions.sd);

/**
 * How many times as tall the organs of a scan are, for their width and depth, as in other patients; undefined where fewer than three
 * that tell are seen whole. Where it is far from 1 the voxels' size is probably not what the header says: then so is every volume.
 * Source of what is usual: training/mini/proportions.py, its twin.
 */
export function stretchOf(
  sightings: readonly Sighting[],
  around: Pick<Surroundings, 'view'>,
  output: ModelManifest['output'],
): number | undefined {
  const said = wholeInOnePiece(sightings, around, output).flatMap(({ structure, spreadMm, isCut }) => {
    const usual = (proportions.organs as Record<string, number[]>)[structure];
    const [x, y, z] = spreadMm;
    if (!usual || isCut || Math.min(x, y, z) <= 0) return [];
    const [mean = 0, sd = 1] = usual;
    return [{ off: Math.log(z / Math.sqrt(x * y)) - mean, weight: sd ** -2 }];
  });
  if (said.length < LEAST_ORGANS) return undefined;
  const weight = said.reduce((sum, each) => sum + each.weight, 0);
  return Math.exp(said.reduce((sum, each) => sum + each.off * each.weight, 0) / weight);
}

/** Whether a scan's organs are of other proportions than anybody's. */
export function isStretched(stretch: number | undefined): stretch is number {
  return stretch !== undefined && (stretch > MOST_STRETCH || stretch < 1 / MOST_STRETCH);
}
