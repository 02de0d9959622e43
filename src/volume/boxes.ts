import type { Vec3, VoxelBox } from './types.ts';

/** The box without voxels. */
export const NOWHERE: VoxelBox = { from: [0, 0, 0], to: [0, 0, 0] };

/** Voxels of a box along i, j, k. */
export function boxSize({ from, to }: VoxelBox): Vec3 {
  return [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
}

/** The voxels that are in both boxes; empty boxes have no size along any axis. */
export function intersection(a: VoxelBox, b: VoxelBox): VoxelBox {
  const from = ([0, 1, 2] as const).map((n) => Math.max(a.from[n], b.from[n])) as unknown as Vec3;
  const to = ([0, 1, 2] as const).map((n) => Math.min(a.to[n], b.to[n])) as unknown as Vec3;
  return to.every((end, n) => end > (from[n] ?? 0)) ? { from, to } : NOWHERE;
}

/** The smallest box that holds all of `boxes`; undefined of none. Boxes without voxels count for nothing. */
export function union(boxes: readonly VoxelBox[]): VoxelBox | undefined {
  const full = boxes.filter(({ from, to }) => to[0] > from[0]);
  if (full.length === 0) return undefined;
  const end = (pick: (...ends: number[]) => number, side: 'from' | 'to') =>
    ([0, 1, 2] as const).map((n) => pick(...full.map((box) => box[side][n]))) as unknown as Vec3;
  return { from: end(Math.min, 'from'), to: end(Math.max, 'to') };
}

/** `box` with one voxel more on each side. */
export function widened({ from, to }: VoxelBox): VoxelBox {
  return {
    from: from.map((n) => n - 1) as unknown as Vec3,
    to: to.map((n) => n + 1) as unknown as Vec3,
  };
}
