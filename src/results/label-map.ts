import { paintMask } from '#volume/mask.ts';
import type { Mask, Vec3 } from '#volume/types.ts';

export interface LabelledMask {
  readonly mask: Mask;
  /** 1..65535. */
  readonly labelId: number;
}

/** One volume that holds at each voxel the label of the last mask that covers it, else 0; 8 bits where they suffice. */
export function toLabelMap(masks: readonly LabelledMask[], size: Vec3): Uint8Array | Uint16Array {
  const count = size[0] * size[1] * size[2];
  const wide = masks.some(({ labelId }) => labelId > 255);
  const map = wide ? new Uint16Array(count) : new Uint8Array(count);
  for (const { mask, labelId } of masks) {
    if (mask.grid.size.some((n, axis) => n !== size[axis])) {
      throw new RangeError('toLabelMap: a mask lies on another grid');
    }
    paintMask(mask, map, labelId);
  }
  return map;
}
