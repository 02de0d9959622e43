import type { Mask } from '#volume/types.ts';
import { countedVoxels } from './counted-voxels.ts';

/** The layer of each mask, from 0: the first one in which it shares no voxel with an earlier mask. */
export function layersOf(masks: readonly Mask[]): readonly number[] {
  const layers: Mask[][] = [];
  return masks.map((mask) => {
    const free = layers.findIndex((layer) => layer.every((other) => countedVoxels(mask, other) === 0));
    const at = free < 0 ? layers.push([]) - 1 : free;
    layers[at]?.push(mask);
    return at;
  });
}
