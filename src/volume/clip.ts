import { nearestAxes, worldToVoxel } from './affine.ts';
import type { Plane } from './slices.ts';
import type { Grid, VoxelPoint, WorldPoint } from './types.ts';

/** 3D cut at a slice, and only what lies on one side of it drawn. */
export interface Clip {
  readonly plane: Plane;
  /** Of the scan from the patient's left, back or feet, 0..1; the slice lies there. */
  readonly depth: number;
  /** What lies left, behind or below it is left out, else what lies right, in front or above. */
  readonly isFlipped: boolean;
}

/** A point is left out where `normal` · point + `offset` is above 0, in mm RAS+. */
export interface HalfSpace {
  readonly normal: WorldPoint;
  readonly offset: number;
}

/** Which of the patient's axes (x, y, z) a plane lies across. */
export const ACROSS: Readonly<Record<Plane, 0 | 1 | 2>> = { sagittal: 0, coronal: 1, axial: 2 };

/** What `clip` leaves out of a scan on `grid`. The slice runs along the stored axes, as on the screen. */
export function clippedAway(grid: Grid, { plane, depth, isFlipped }: Clip): HalfSpace {
  const { world, sign } = nearestAxes(grid.voxelToWorld);
  const axis = world.indexOf(ACROSS[plane]) as 0 | 1 | 2;
  const inverse = worldToVoxel(grid);
  const count = grid.size[axis];
  const row = [0, 1, 2, 3].map((n) => inverse[4 * axis + n] ?? 0) as [number, number, number, number];
  // The share of the scan from its left, back or feet grows by `rise` a voxel of the stored axis.
  const rise = sign[axis] / count;
  const start = (sign[axis] > 0 ? 0.5 : count - 0.5) / count;
  const turn = isFlipped ? -1 : 1;
  const [x, y, z, shift] = row.map((value) => turn * rise * value) as [number, number, number, number];
  return { normal: [x, y, z], offset: shift + turn * (start - depth) };
}

/** Whether voxel `at` of `grid` is left out. */
export function isClipped({ normal, offset }: HalfSpace, [x, y, z]: WorldPoint): boolean {
  return normal[0] * x + normal[1] * y + normal[2] * z + offset > 0;
}

/** The share (0..1) of the scan at which the slice of `plane` through `voxel` lies, from the patient's left, back or feet. */
export function depthOf(grid: Grid, plane: Plane, voxel: VoxelPoint): number {
  const { world, sign } = nearestAxes(grid.voxelToWorld);
  const axis = world.indexOf(ACROSS[plane]) as 0 | 1 | 2;
  const share = (Math.round(voxel[axis]) + 0.5) / grid.size[axis];
  return sign[axis] > 0 ? share : 1 - share;
}
