import { commonVoxels } from '#volume/mask.ts';
import type { Mask } from '#volume/types.ts';

/** The layer of each mask, from 0: the first one in which it shares no voxel with an earlier mask. */
export function layersOf(masks: readonly Mask[]): readonly number[] {
  const layers: Mask[][] = [];
  return masks.map((mask) => {
    const free = layers.findIndex((layer) => layer.every((other) => commonVoxels(mask, other) === 0));
    const at = free < 0 ? layers.push([]) - 1 : free;
    layers[at]?.push(mask);
    return at;
  });
}
