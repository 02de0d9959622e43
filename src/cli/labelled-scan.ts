import { toWorld } from '#volume/affine.ts';
import { intoGrid } from '#volume/into-grid.ts';
import { nearestOnto } from '#volume/nearest-onto.ts';
import type { Affine, Grid, Vec3, Volume, VoxelBox } from '#volume/types.ts';

/** A scan and, at each of its voxels, the label that holds it. Whatever happens to one happens to the other. */
export interface LabelledScan {
  readonly volume: Volume;
  readonly labels: Float32Array;
}

/** What lies in `box`, where it lay. */
export function crop({ volume, labels }: LabelledScan, { from, to }: VoxelBox): LabelledScan {
  const { size, voxelToWorld } = volume.grid;
  const cut: Vec3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const take = <T extends Volume['data']>(source: T): T => {
    const result = source.slice(0, cut[0] * cut[1] * cut[2]) as T;
    for (let k = 0; k < cut[2]; k++) {
      for (let j = 0; j < cut[1]; j++) {
        const start = ((k + from[2]) * size[1] + j + from[1]) * size[0] + from[0];
        result.set(source.subarray(start, start + cut[0]), (k * cut[1] + j) * cut[0]);
      }
    }
    return result;
  };
  const grid = { size: cut, voxelToWorld: moved(voxelToWorld, from) };
  return { volume: { ...volume, grid, data: take(volume.data) }, labels: take(labels) };
}

/** `affine` for voxels counted from `first`. */
function moved(affine: Affine, first: Vec3): Affine {
  const [x, y, z] = toWorld(affine, first);
  const [a, b, c, , d, e, f, , g, h, l] = affine;
  return [a, b, c, x, d, e, f, y, g, h, l, z];
}

/** The same voxels in another order: axis n of the result is stored axis `order[n]`, backwards where `flip[n]`. */
export function reorder(
  { volume, labels }: LabelledScan,
  order: Vec3,
  flip: readonly [boolean, boolean, boolean],
): LabelledScan {
  const { size, voxelToWorld } = volume.grid;
  const strides = [1, size[0], size[0] * size[1]];
  const along = (n: 0 | 1 | 2) => ({
    length: size[order[n]] ?? 1,
    stride: (flip[n] ? -1 : 1) * (strides[order[n]] ?? 1),
    first: flip[n] ? (size[order[n]] ?? 1) - 1 : 0,
  });
  const [i, j, k] = [along(0), along(1), along(2)];
  const first = [i, j, k].reduce((sum, axis) => sum + axis.first * Math.abs(axis.stride), 0);
  const take = <T extends Volume['data']>(source: T): T => {
    const result = source.slice() as T;
    let n = 0;
    for (let c = 0; c < k.length; c++) {
      for (let b = 0; b < j.length; b++) {
        const row = first + c * k.stride + b * j.stride;
        for (let a = 0; a < i.length; a++) result[n++] = source[row + a * i.stride] ?? 0;
      }
    }
    return result;
  };
  const corner: [number, number, number] = [0, 0, 0];
  order.forEach((stored, n) => {
    if (flip[n]) corner[stored] = (size[stored] ?? 1) - 1;
  });
  const column = (n: 0 | 1 | 2, row: number) =>
    (flip[n] ? -1 : 1) * (voxelToWorld[4 * row + (order[n] ?? 0)] ?? 0);
  const origin = toWorld(voxelToWorld, corner);
  const grid: Grid = {
    size: [i.length, j.length, k.length],
    voxelToWorld: [
      ...([column(0, 0), column(1, 0), column(2, 0), origin[0]] as const),
      ...([column(0, 1), column(1, 1), column(2, 1), origin[1]] as const),
      ...([column(0, 2), column(1, 2), column(2, 2), origin[2]] as const),
    ],
  };
  return { volume: { ...volume, grid, data: take(volume.data) }, labels: take(labels) };
}

/**
 * The scan as another scanner might have stored it, on `target`: intensities smoothed where it is coarser, then
 * trilinear, the lowest intensity outside; labels by the nearest voxel, 0 outside. Intensities come as float32.
 */
export function resample({ volume, labels }: LabelledScan, target: Grid): LabelledScan {
  const { low, high } = intensities(volume);
  const data = intoGrid(volume, { low, high, to: [low, high] }, target);
  return {
    volume: { ...volume, grid: target, data, slope: 1, intercept: 0 },
    labels: nearestOnto(labels, volume.grid, target),
  };
}

/** The scan with `change` applied to each intensity (HU for CT), which is told the voxel's label and number. */
export function mapIntensity(
  { volume, labels }: LabelledScan,
  change: (intensity: number, label: number, n: number) => number,
): LabelledScan {
  const { slope, intercept } = volume;
  const data = Float32Array.from(volume.data, (stored, n) =>
    change(stored * slope + intercept, labels[n] ?? 0, n),
  );
  return { volume: { ...volume, data, slope: 1, intercept: 0 }, labels };
}

/** Lowest and highest intensity. */
export function intensities({ data, slope, intercept }: Volume): {
  readonly low: number;
  readonly high: number;
} {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const stored of data) {
    const value = stored * slope + intercept;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}
