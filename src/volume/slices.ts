import { nearestAxes, spacing } from './affine.ts';
import { boxSize } from './boxes.ts';
import { eachRun, runsOf } from './runs.ts';
import type { Grid, Mask, Vec3, VoxelPoint } from './types.ts';

/** A slice as the views show them: across the stored axis that is nearest to one of the patient's. */
export type Plane = 'axial' | 'coronal' | 'sagittal';

/** The patient's axis (x, y, z) that a plane lies across. */
const ACROSS: Readonly<Record<Plane, number>> = { sagittal: 0, coronal: 1, axial: 2 };

/** The stored axis (i, j, k) that slices of `plane` lie across. */
function sliceAxis(grid: Grid, plane: Plane): 0 | 1 | 2 {
  return nearestAxes(grid.voxelToWorld).world.indexOf(ACROSS[plane]) as 0 | 1 | 2;
}

/** Whether the slice of `plane` through `at`, rounded to a voxel, has one inside `mask`. */
export function isCutBy(mask: Mask, plane: Plane, at: VoxelPoint): boolean {
  const axis = sliceAxis(mask.grid, plane);
  return (areas(mask, axis)[Math.round(at[axis]) - mask.box.from[axis]] ?? 0) > 0;
}

/**
 * A voxel inside `mask`, on the axial slice with the most of it (the first of several), and there the nearest to their
 * middle; undefined for an empty mask.
 */
export function largestSlicePoint(mask: Mask): VoxelPoint | undefined {
  const axis = sliceAxis(mask.grid, 'axial');
  const counts = areas(mask, axis);
  const largest = counts.indexOf(Math.max(...counts));
  if (!counts[largest]) return undefined;
  const inside: Vec3[] = [];
  eachInside(mask, (voxel) => {
    if (voxel[axis] === largest) inside.push(voxel);
  });
  const mm = spacing(mask.grid.voxelToWorld);
  const middle = mm.map((_, n) => inside.reduce((sum, voxel) => sum + (voxel[n] ?? 0), 0) / inside.length);
  const far = (voxel: Vec3) => Math.hypot(...voxel.map((at, n) => (at - (middle[n] ?? 0)) * (mm[n] ?? 1)));
  const [i, j, k] = inside.reduce((best, voxel) => (far(voxel) < far(best) ? voxel : best));
  return [i + mask.box.from[0], j + mask.box.from[1], k + mask.box.from[2]];
}

/** Voxels inside on each slice of the box across `axis`. */
function areas(mask: Mask, axis: 0 | 1 | 2): number[] {
  const counts = new Array<number>(boxSize(mask.box)[axis]).fill(0);
  eachInside(mask, (voxel) => {
    counts[voxel[axis]] = (counts[voxel[axis]] ?? 0) + 1;
  });
  return counts;
}

/** Calls `visit` for each voxel inside, counted from the first of the box. */
function eachInside({ box, data, level }: Mask, visit: (voxel: Vec3) => void): void {
  eachRun(runsOf(data, boxSize(box), level), (j, k, from, to) => {
    for (let i = from; i < to; i++) visit([i, j, k]);
  });
}
