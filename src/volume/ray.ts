import { toVoxel, toWorld, worldToVoxel } from './affine.ts';
import { type HalfSpace, isClipped } from './clip.ts';
import type { Ray } from './tile.ts';
import type { Grid, Mask, Vec3, VoxelPoint } from './types.ts';

/** So far apart, in voxels, are the places where a ray is looked at. */
const STEP = 0.2;

/**
 * Which of `masks`, all on `grid`, a ray meets first: its place among them, and where, in mm RAS+. Undefined where it meets
 * none. What `away` leaves out is not met.
 */
export function firstHit(
  masks: readonly Mask[],
  grid: Grid,
  { from, to }: Ray,
  away?: HalfSpace,
): { readonly index: number; readonly at: ReturnType<typeof toWorld> } | undefined {
  const inverse = worldToVoxel(grid);
  const [start, end] = [toVoxel(inverse, from), toVoxel(inverse, to)];
  const span = within(start, end, grid.size);
  if (!span) return undefined;
  const length = Math.hypot(end[0] - start[0], end[1] - start[1], end[2] - start[2]);
  const step = STEP / length;
  for (let t = span[0]; t <= span[1]; t += step) {
    const voxel: VoxelPoint = [0, 1, 2].map(
      (n) => (start[n] ?? 0) + t * ((end[n] ?? 0) - (start[n] ?? 0)),
    ) as unknown as Vec3;
    const index = masks.findIndex((mask) => isIn(mask, voxel));
    if (index < 0) continue;
    const at = toWorld(grid.voxelToWorld, voxel);
    if (!away || !isClipped(away, at)) return { index, at };
  }
  return undefined;
}

/** Between which shares of the way from `start` to `end` the way lies in a grid of `size`. */
function within(start: VoxelPoint, end: VoxelPoint, size: Vec3): readonly [number, number] | undefined {
  let [enter, leave] = [0, 1];
  for (const axis of [0, 1, 2] as const) {
    const [a, d] = [start[axis], end[axis] - start[axis]];
    const bounds = [-0.5, size[axis] - 0.5].map((edge) => (edge - a) / d);
    if (d === 0) {
      if (a < -0.5 || a > size[axis] - 0.5) return undefined;
      continue;
    }
    enter = Math.max(enter, Math.min(...bounds));
    leave = Math.min(leave, Math.max(...bounds));
  }
  return enter <= leave ? [enter, leave] : undefined;
}

/** Whether `voxel`, rounded, is inside of the mask. */
function isIn({ box: { from, to }, data, level }: Mask, voxel: VoxelPoint): boolean {
  const [i, j, k] = voxel.map((at, axis) => Math.round(at) - (from[axis] ?? 0)) as [number, number, number];
  const [ni, nj, nk] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return false;
  return (data[(k * nj + j) * ni + i] ?? 0) >= level;
}
