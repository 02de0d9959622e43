import { paintMask } from '#volume/mask.ts';
import type { Mask, Vec3 } from '#volume/types.ts';

export interface LabelledMask {
  readonly mask: Mask;
  /** 1..65535. */
  readonly labelId: number;
}

/** Whether labels take 16 bits. */
export function needsWide(masks: readonly LabelledMask[]): boolean {
  return masks.some(({ labelId }) => labelId > 255);
}

/** Writes to each voxel of `map`, of `size` along i, j, k, the label of the last mask that covers it; others stay as they are. */
export function paintLabels(masks: readonly LabelledMask[], map: Uint8Array | Uint16Array, size: Vec3): void {
  for (const { mask, labelId } of masks) {
    if (mask.grid.size.some((n, axis) => n !== size[axis])) {
      throw new RangeError('paintLabels: a mask lies on another grid');
    }
    paintMask(mask, map, labelId);
  }
}
