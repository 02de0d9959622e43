import { compose, invert, isAxisAligned, nearestAxes, spacing, worldToVoxel } from './affine.ts';
import {
  type AxisWeights,
  axisWeights,
  gaussianTaps,
  taking,
  weighPlanes,
  weighRows,
} from './axis-weights.ts';
import { type IntensityWindow, intensityMap } from './intensity.ts';
import { sampleOblique } from './into-grid-oblique.ts';
import type { Affine, Grid, Vec3, Volume, VoxelData } from './types.ts';

export interface IntoGridOptions {
  /** Called after every stored slice; may throw to stop. */
  readonly onSlab?: (done: number, total: number) => void;
  /** Gives the same numbers to within float32 rounding, slowly: for tests. */
  readonly forceOblique?: boolean;
}

/**
 * The volume's intensities, mapped by `window`, on `target`: (K, J, I) of `target.size`, float32, i fastest.
 * Gaussian smoothing along the stored axes where `target` is coarser, then trilinear; `window.to[0]` outside the scan
 * (docs/geometry.md, 2 and 4). No float copy of the volume is made.
 * Twin: `into_grid` of `normalise` in training/mini/geometry.py, fixture geometry.json.
 */
export function intoGrid(
  volume: Volume,
  window: IntensityWindow,
  target: Grid,
  { onSlab, forceOblique = false }: IntoGridOptions = {},
): Float32Array {
  const toSource = compose(worldToVoxel(volume.grid), target.voxelToWorld);
  const taps = smoothing(volume.grid, target);
  const job = {
    volume,
    value: intensityMap(volume, window),
    target,
    toSource,
    taps,
    fill: window.to[0],
    onSlab,
  };
  return isAxisAligned(toSource) && !forceOblique ? sampleAligned(job) : sampleOblique(job);
}

export interface ResampleJob {
  readonly volume: Volume;
  readonly value: (stored: number) => number;
  readonly target: Grid;
  /** Target voxels to stored voxels. */
  readonly toSource: Affine;
  /** The Gaussian along each stored axis. */
  readonly taps: readonly [Float64Array, Float64Array, Float64Array];
  readonly fill: number;
  readonly onSlab: ((done: number, total: number) => void) | undefined;
}

/** Per stored axis the Gaussian for the spacing of the target axis nearest to it. */
function smoothing(source: Grid, target: Grid): ResampleJob['taps'] {
  const stored = spacing(source.voxelToWorld);
  const wanted = spacing(target.voxelToWorld);
  const unit = (affine: Affine, [p, q, r]: Vec3) =>
    compose(affine, [1 / p, 0, 0, 0, 0, 1 / q, 0, 0, 0, 0, 1 / r, 0]);
  const turned = compose(
    invert(unit(target.voxelToWorld, wanted)) ?? IDENTITY,
    unit(source.voxelToWorld, stored),
  );
  const nearest = (axis: 0 | 1 | 2) => {
    const cosines = [turned[axis], turned[4 + axis], turned[8 + axis]].map((cosine) => Math.abs(cosine ?? 0));
    // The first of equals, unless rounding alone parts them.
    return cosines.findIndex((cosine) => cosine > Math.max(...cosines) - 1e-9);
  };
  const along = (axis: 0 | 1 | 2) => gaussianTaps(stored[axis], wanted[nearest(axis)] ?? 0);
  return [along(0), along(1), along(2)];
}

const IDENTITY: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** Each stored axis runs along one target axis: three passes of one-dimensional weights, slice by slice. */
function sampleAligned({ volume, value, target, toSource, taps, fill, onSlab }: ResampleJob): Float32Array {
  const source = volume.grid.size;
  // For each target axis, the stored axis along it; and the reverse.
  const storedOf = nearestAxes(toSource).world;
  const targetOf = [0, 1, 2].map((stored) => storedOf.indexOf(stored)) as unknown as Vec3;
  const along = (stored: 0 | 1 | 2): AxisWeights => {
    const axis = targetOf[stored];
    const row = 4 * stored;
    const start = [0, 1, 2].reduce(
      (sum, other) => {
        const middle = other === axis ? 0 : ((target.size[other] ?? 1) - 1) / 2;
        return sum + (toSource[row + other] ?? 0) * middle;
      },
      toSource[row + 3] ?? 0,
    );
    const line = { start, step: toSource[row + axis] ?? 0, length: target.size[axis] ?? 1 };
    return axisWeights(taps[stored], source[stored], line);
  };
  const weights = [along(0), along(1), along(2)] as const;
  // Of a target that is a part of the scan only the stored samples that it is made of are read.
  const [i, j, k] = [taking(weights[0]), taking(weights[1]), taking(weights[2])];
  const plane = i.axis.length * j.axis.length;
  const stack = new Float32Array(plane * k.count);
  const slice = new Float32Array(i.count * j.count);
  const rows = new Float32Array(i.axis.length * j.count);
  const mapped = rowMapper(volume.data, value);
  for (let n = 0; n < k.count; n++) {
    const first = ((k.from + n) * source[1] + j.from) * source[0] + i.from;
    if (i.count === source[0]) mapped(first, slice);
    else
      for (let row = 0; row < j.count; row++)
        mapped(first + row * source[0], slice.subarray(row * i.count, (row + 1) * i.count));
    weighRows(slice, rows, i.axis, j.count);
    weighPlanes(rows, stack.subarray(n * plane, (n + 1) * plane), j.axis, i.axis.length);
    onSlab?.(n + 1, k.count);
  }
  const result = new Float32Array(plane * k.axis.length);
  weighPlanes(stack, result, k.axis, plane);
  return toTargetOrder(result, weights, storedOf, target.size, fill);
}

/** Writes to a slice, or a row of it, what `value` makes of the voxels from one on. Stored numbers of 8 and 16 bits are mapped once each. */
function rowMapper(data: VoxelData, value: (stored: number) => number) {
  if (data.BYTES_PER_ELEMENT > 2) {
    return (from: number, slice: Float32Array): void => {
      for (let n = 0; n < slice.length; n++) slice[n] = value(data[from + n] as number);
    };
  }
  const { buffer, byteOffset } = data;
  // An index of as many bits stands for the number that is stored in them, negative ones too.
  const isSigned = data instanceof Int16Array || data instanceof Int8Array;
  const count = 2 ** (8 * data.BYTES_PER_ELEMENT);
  const table = Float32Array.from({ length: count }, (_, bits) =>
    value(isSigned && bits >= count / 2 ? bits - count : bits),
  );
  const bits =
    data.BYTES_PER_ELEMENT === 2
      ? new Uint16Array(buffer, byteOffset, data.length)
      : // A negative number of 8 bits is found by the same 8 bits.
        new Uint8Array(buffer, byteOffset, data.length);
  return (from: number, slice: Float32Array): void => {
    for (let n = 0; n < slice.length; n++) slice[n] = table[bits[from + n] as number] as number;
  };
}

/** From the order of the stored axes to that of the target's, with `fill` outside the scan. */
function toTargetOrder(
  values: Float32Array,
  weights: readonly [AxisWeights, AxisWeights, AxisWeights],
  storedOf: Vec3,
  size: Vec3,
  fill: number,
): Float32Array {
  const strides = [1, weights[0].length, weights[0].length * weights[1].length];
  const axis = (target: 0 | 1 | 2) => ({
    stride: strides[storedOf[target]] ?? 1,
    inside: weights[storedOf[target] as 0 | 1 | 2].inside,
  });
  const [x, y, z] = [axis(0), axis(1), axis(2)];
  const result = new Float32Array(values.length).fill(fill);
  // Those inside lie side by side.
  const [first, past] = [Math.max(0, x.inside.indexOf(1)), x.inside.lastIndexOf(1) + 1];
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      if (z.inside[k] !== 1 || y.inside[j] !== 1) continue;
      const from = k * z.stride + j * y.stride;
      const row = (k * size[1] + j) * size[0];
      if (x.stride === 1) result.set(values.subarray(from + first, from + past), row + first);
      else for (let i = first; i < past; i++) result[row + i] = values[from + i * x.stride] as number;
    }
  }
  return result;
}
