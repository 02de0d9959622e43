import { nearestAxes, spacing } from '#volume/affine.ts';
import type { Vec3, Volume, VoxelBox, VoxelData } from '#volume/types.ts';
import { AXES, type Axis, perAxis, reordered } from './axes.ts';

/** An array of three axes, slowest first, as it lies in memory; axes may run backwards. A value is data × slope + intercept. */
export interface View {
  readonly data: VoxelData;
  readonly slope: number;
  readonly intercept: number;
  readonly size: Vec3;
  /** Where the first sample lies, and how far along each axis the next. */
  readonly origin: number;
  readonly strides: Vec3;
  /** mm. */
  readonly spacing: Vec3;
  /** For each axis, which of the stored ones it is: 0 for i, 1 for j, 2 for k. */
  readonly stored: Vec3;
}

/** Relative precision of float32, doubled. */
const ULP = 2 ** -22;

/**
 * The voxel size that a NIfTI header would state: float32. Columns of an oblique affine, themselves float32, have lost the last
 * digit of their length, and sizes that round from a half must not be decided by it: a length of six digits is taken to be meant.
 */
function headerSpacing(length: number): number {
  const plain = Number(length.toPrecision(6));
  return Math.fround(Math.abs(plain - length) <= ULP * length ? plain : length);
}

/** The array that nnU-Net's readers make of a scan, z, y, x: with the axes as stored, or flipped and swapped to the nearest RAS. */
export function readerView(volume: Volume, reader: 'stored' | 'closest-canonical'): View {
  const { data, slope, intercept, grid } = volume;
  const [ni, nj] = grid.size;
  const strides: Vec3 = [1, ni, ni * nj];
  const mm = spacing(grid.voxelToWorld);
  const { world, sign } = nearestAxes(grid.voxelToWorld);
  const isCanonical = reader === 'closest-canonical';
  /** The stored axis that becomes axis n of the array. */
  const stored = perAxis((n) => (isCanonical ? world.indexOf(2 - n) : 2 - n));
  const isFlipped = (axis: Axis) => isCanonical && sign[axis] < 0;
  const origin = AXES.reduce<number>(
    (sum, axis) => sum + (isFlipped(axis) ? (grid.size[axis] - 1) * strides[axis] : 0),
    0,
  );
  return {
    ...{ data, slope, intercept, origin, stored },
    size: reordered(grid.size, stored),
    strides: reordered(
      perAxis((axis) => (isFlipped(axis) ? -strides[axis] : strides[axis])),
      stored,
    ),
    spacing: reordered(
      perAxis((axis) => headerSpacing(mm[axis])),
      stored,
    ),
  };
}

/** `data`, an array of `size` without gaps. */
export function plainView(data: VoxelData, size: Vec3, spacing: Vec3): View {
  const strides: Vec3 = [size[1] * size[2], size[2], 1];
  return { data, slope: 1, intercept: 0, size, origin: 0, strides, spacing, stored: [2, 1, 0] };
}

/** The same with its axes in another order. */
export function transposed(view: View, axes: Vec3): View {
  const { size, strides, spacing: mm, stored } = view;
  return {
    ...view,
    size: reordered(size, axes),
    strides: reordered(strides, axes),
    spacing: reordered(mm, axes),
    stored: reordered(stored, axes),
  };
}

/** The part of it in `box`. */
export function croppedView(view: View, { from, to }: VoxelBox): View {
  const origin = AXES.reduce((sum, axis) => sum + from[axis] * view.strides[axis], view.origin);
  return { ...view, origin, size: perAxis((axis) => to[axis] - from[axis]) };
}

/** Slice `k`, of the slowest axis, in float32, to `out`. */
export function readSlice(view: View, k: number, out: Float32Array | Float64Array): void {
  const { data, slope, intercept, origin, size, strides } = view;
  const [, rows, columns] = size;
  const step = strides[2];
  let n = 0;
  for (let j = 0; j < rows; j++) {
    let at = origin + k * strides[0] + j * strides[1];
    for (let i = 0; i < columns; i++) {
      out[n++] = (data[at] as number) * slope + intercept;
      at += step;
    }
  }
}
