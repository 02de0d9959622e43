import { nearestAxes, spacing } from './affine.ts';
import { boxSize } from './boxes.ts';
import { eachRun, type Runs, runsOf } from './runs.ts';
import type { Grid, Mask, Vec3, VoxelPoint } from './types.ts';

/** A slice as the views show them: across the stored axis that is nearest to one of the patient's. */
export type Plane = 'axial' | 'coronal' | 'sagittal';

/** The patient's axis (x, y, z) that a plane lies across. */
const ACROSS: Readonly<Record<Plane, number>> = { sagittal: 0, coronal: 1, axial: 2 };

/** The stored axis (i, j, k) that slices of `plane` lie across. */
export function axisAcross(grid: Grid, plane: Plane): 0 | 1 | 2 {
  return nearestAxes(grid.voxelToWorld).world.indexOf(ACROSS[plane]) as 0 | 1 | 2;
}

/** The plane of the slices that lie across a stored axis. */
export function planeAcross(grid: Grid, axis: 0 | 1 | 2): Plane {
  const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal'];
  return planes.find((plane) => axisAcross(grid, plane) === axis) ?? 'axial';
}

/** Whether the slice of `plane` through `at`, rounded to a voxel, has one inside `mask`. */
export function isCutBy(mask: Mask, plane: Plane, at: VoxelPoint): boolean {
  const axis = axisAcross(mask.grid, plane);
  const slice = Math.round(at[axis]) - mask.box.from[axis];
  return isIn(mask, axis, slice);
}

/** Whether slice `slice` of the mask's box, across `axis`, has a voxel inside. Reads that slice alone. */
function isIn({ box, data, level }: Mask, axis: 0 | 1 | 2, slice: number): boolean {
  const size = boxSize(box);
  if (slice < 0 || slice >= size[axis]) return false;
  const strides = [1, size[0], size[0] * size[1]] as const;
  const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
  for (let b = 0; b < size[v]; b++) {
    let n = slice * strides[axis] + b * strides[v];
    for (let a = 0; a < size[u]; a++, n += strides[u]) if ((data[n] as number) >= level) return true;
  }
  return false;
}

/**
 * A voxel inside `mask`, on the axial slice with the most of it (the first of several), and there the nearest to their
 * middle; undefined for an empty mask.
 */
export function largestSlicePoint(mask: Mask): VoxelPoint | undefined {
  const axis = axisAcross(mask.grid, 'axial');
  const runs = runsOf(mask.data, boxSize(mask.box), mask.level);
  const counts = areas(runs, axis);
  const most = counts.reduce((best, count) => Math.max(best, count), 0);
  if (most === 0) return undefined;
  const inside = voxelsOn(runs, axis, counts.indexOf(most));
  const mm = spacing(mask.grid.voxelToWorld);
  const middle = mm.map((_, n) => inside.reduce((sum, voxel) => sum + (voxel[n] ?? 0), 0) / inside.length);
  const far = (voxel: Vec3) => Math.hypot(...voxel.map((at, n) => (at - (middle[n] ?? 0)) * (mm[n] ?? 1)));
  const [i, j, k] = inside.reduce((best, voxel) => (far(voxel) < far(best) ? voxel : best));
  return [i + mask.box.from[0], j + mask.box.from[1], k + mask.box.from[2]];
}

/** Voxels inside on each slice of the box across `axis`. */
function areas(runs: Runs, axis: 0 | 1 | 2): Float64Array {
  const counts = new Float64Array(runs.size[axis]);
  const add = (slice: number, count: number) => {
    counts[slice] = (counts[slice] ?? 0) + count;
  };
  eachRun(runs, (j, k, from, to) => {
    if (axis !== 0) add(axis === 1 ? j : k, to - from);
    else for (let i = from; i < to; i++) add(i, 1);
  });
  return counts;
}

/** The voxels inside on one slice of the box, counted from its first. */
function voxelsOn(runs: Runs, axis: 0 | 1 | 2, slice: number): readonly Vec3[] {
  const voxels: Vec3[] = [];
  eachRun(runs, (j, k, from, to) => {
    if ((axis === 1 && j !== slice) || (axis === 2 && k !== slice)) return;
    for (let i = from; i < to; i++) if (axis !== 0 || i === slice) voxels.push([i, j, k]);
  });
  return voxels;
}

/** So many slices a mosaic shows by itself, and no more than so many whatever is asked for: they would be stamps. */
const FEW = 12;
const MOST = 120;

/** The step of a mosaic of a scan with so many slices along its plane, and the smallest that it can have. */
export function mosaicStep(
  step: number | undefined,
  slices: number,
): { readonly step: number; readonly least: number } {
  const least = Math.max(1, Math.ceil(slices / MOST));
  const wanted = step ?? Math.ceil(slices / FEW);
  return { step: Math.min(Math.max(least, Math.round(wanted)), Math.max(least, slices)), least };
}
