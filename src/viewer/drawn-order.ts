import { boxSize } from '#volume/boxes.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';

/**
 * How the views keep the voxels of a grid of `size`: their axis n is stored axis |axes[n]| of 1, 2, 3, the other way round where
 * negative.
 */
export interface DrawnOrder {
  readonly size: Vec3;
  readonly axes: Vec3;
}

/** A box of stored voxels as the views keep it, the first of their axes fastest. */
export interface DrawnBox {
  readonly from: Vec3;
  readonly size: Vec3;
  /** Where the first stored voxel of the box lies among those of the box. */
  readonly first: number;
  /** How much farther the next one along i, j and k lies. */
  readonly steps: Vec3;
}

export function drawnBox(box: VoxelBox, { size, axes }: DrawnOrder): DrawnBox {
  const boxed = boxSize(box);
  const kept = axes.map((axis) => ({ axis: (Math.abs(axis) - 1) as 0 | 1 | 2, isReversed: axis < 0 }));
  const steps: [number, number, number] = [0, 0, 0];
  let [first, step] = [0, 1];
  for (const { axis, isReversed } of kept) {
    steps[axis] = isReversed ? -step : step;
    if (isReversed) first += step * (boxed[axis] - 1);
    step *= boxed[axis];
  }
  const from = kept.map(({ axis, isReversed }) =>
    isReversed ? size[axis] - box.to[axis] : box.from[axis],
  ) as unknown as Vec3;
  return { from, size: kept.map(({ axis }) => boxed[axis]) as unknown as Vec3, first, steps };
}

/** The stored voxel at `shares` of the way along each axis of the views, 0..1. */
export function voxelAt(shares: Vec3, { size, axes }: DrawnOrder): Vec3 {
  const voxel: [number, number, number] = [0, 0, 0];
  for (const [n, axis] of axes.entries()) {
    const stored = (Math.abs(axis) - 1) as 0 | 1 | 2;
    const at = Math.floor((shares[n] ?? 0) * size[stored]);
    const inside = Math.min(size[stored] - 1, Math.max(0, at));
    voxel[stored] = axis < 0 ? size[stored] - 1 - inside : inside;
  }
  return voxel;
}
