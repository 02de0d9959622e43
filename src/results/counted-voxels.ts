import { commonVoxels } from '#volume/mask.ts';
import type { Mask } from '#volume/types.ts';

/** A mask is never changed once it is handed out, so what two of them share is counted once. */
const counted = new WeakMap<Mask, WeakMap<Mask, number>>();

/** Voxels that are inside both masks, which are of one grid. */
export function countedVoxels(a: Mask, b: Mask): number {
  const known = counted.get(a)?.get(b) ?? counted.get(b)?.get(a);
  if (known !== undefined) return known;
  const own = counted.get(a) ?? new WeakMap<Mask, number>();
  counted.set(a, own);
  const voxels = commonVoxels(a, b);
  own.set(b, voxels);
  return voxels;
}
