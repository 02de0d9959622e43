import type { Vec3 } from '#volume/types.ts';

/** Axes in which views may keep voxels. */
export const ORDERS: readonly Vec3[] = [
  [1, 2, 3],
  [-1, 2, 3],
  [-1, -2, 3],
  [3, -1, 2],
  [-2, 3, -1],
];

/** Where a view keeps a voxel of a grid of `size`, by the definition of `axes`. */
export function drawnVoxel(voxel: Vec3, size: Vec3, axes: Vec3): Vec3 {
  return axes.map((axis) => {
    const stored = Math.abs(axis) - 1;
    const at = voxel[stored] ?? 0;
    return axis < 0 ? (size[stored] ?? 0) - 1 - at : at;
  }) as unknown as Vec3;
}
