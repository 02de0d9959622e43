import type { Vec3, VoxelBox } from '#volume/types.ts';
import { type Axis, perAxis, product, roundToEven } from './axes.ts';

/** Where windows lie on the padded array: along each axis their starts; all combinations are asked for, the last axis fastest. */
export interface Windows {
  /** Of the array, padded to no less than a patch. */
  readonly size: Vec3;
  /** Samples added before the first; as many or one more behind the last. */
  readonly before: Vec3;
  readonly starts: readonly [readonly number[], readonly number[], readonly number[]];
}

/** nnU-Net's windows. Source: sliding_window_prediction.py, compute_steps_for_sliding_window. */
export function windowsOf(size: Vec3, patch: Vec3, step: number): Windows {
  const padded = perAxis((axis) => Math.max(size[axis], patch[axis]));
  const along = (axis: Axis) => startsOf(padded[axis], patch[axis], step);
  return {
    size: padded,
    before: perAxis((axis) => Math.floor((padded[axis] - size[axis]) / 2)),
    starts: [along(0), along(1), along(2)],
  };
}

function startsOf(count: number, patch: number, step: number): readonly number[] {
  const windows = Math.ceil((count - patch) / (patch * step)) + 1;
  const width = windows > 1 ? (count - patch) / (windows - 1) : 0;
  return Array.from({ length: windows }, (_, n) => roundToEven(width * n));
}

/** Those windows that reach into `box`, of the padded array: within it, nothing else counts. */
export function windowsWithin({ starts, ...rest }: Windows, patch: Vec3, { from, to }: VoxelBox): Windows {
  const along = (axis: Axis) =>
    starts[axis].filter((start) => start < to[axis] && start + patch[axis] > from[axis]);
  return { ...rest, starts: [along(0), along(1), along(2)] };
}

const SHARE = 1 / 8;
const REACH = 4;
const PEAK = 10;

/**
 * How much each sample of a patch counts: a Gaussian about sample p // 2, so not symmetric where p is even, of 10 at most.
 * Source: compute_gaussian. nnU-Net keeps it, and both sums, in float16; this is what it is before (docs/nnunet.md).
 */
export function gaussianMap(patch: Vec3): Float32Array {
  const [a, b, c] = [axisWeights(patch[0]), axisWeights(patch[1]), axisWeights(patch[2])];
  const map = new Float32Array(product(patch));
  const most = Math.max(...a) * Math.max(...b) * Math.max(...c);
  let n = 0;
  for (const x of a) for (const y of b) for (const z of c) map[n++] = (x * y * z) / (most / PEAK);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < map.length; at++) {
    const value = map[at] as number;
    if (value > 0 && value < least) least = value;
  }
  for (let at = 0; at < map.length; at++) if (map[at] === 0) map[at] = least;
  return map;
}

/** What scipy.ndimage.gaussian_filter makes of a 1 in the middle, zeros outside. */
function axisWeights(count: number): readonly number[] {
  const sigma = count * SHARE;
  const radius = Math.trunc(REACH * sigma + 0.5);
  const weight = (offset: number) =>
    Math.abs(offset) > radius ? 0 : Math.exp((-0.5 * offset ** 2) / sigma ** 2);
  let sum = 0;
  for (let offset = -radius; offset <= radius; offset++) sum += weight(offset);
  return Array.from({ length: count }, (_, n) => weight(n - Math.floor(count / 2)) / sum);
}
