import type { Grid, Volume, VoxelData } from '#volume/types.ts';
import type { ValueSample } from '#volume/value-sample.ts';

type Scaled = Pick<Volume, 'data' | 'slope' | 'intercept'>;

/** How far below 0 a hundredth must lie, as a share of the range: resampling leaves less. */
const SHIFTED = 0.05;
/** A twelfth of each axis, at each end of it, is a corner. */
const CORNER = 12;

/**
 * What is to be subtracted so that the background of an MR is 0, as scanners store it and models expect it; 0 where it is so
 * already, to within what resampling leaves. Padding far below everything else does not count.
 */
export function backgroundShift(sample: ValueSample): number {
  const { lowest } = sample;
  const far = -SHIFTED * (sample.percentile(0.99) - lowest);
  return lowest < 0 && sample.share(lowest, far) >= 0.01 ? lowest : 0;
}

/** The one value of the whole background, where it is not the lowest: the background of a scan standardised within a mask. */
export function oddBackground(sample: ValueSample, grid: Grid, scan: Scaled): number | undefined {
  const { value, share } = sample.mode;
  const below = sample.share(Number.NEGATIVE_INFINITY, value);
  if (share < 0.1 || below < SHIFTED * (1 - share)) return undefined;
  const [low, high] = [sample.percentile(0.02 * (1 - share)), sample.percentile(0.99)];
  if (value - low < SHIFTED * (high - low)) return undefined;
  const corners = cornerValues(grid, scan);
  const same = corners.filter((each) => each === value).length;
  return same >= 0.6 * corners.length ? value : undefined;
}

/** Sets every voxel of intensity `value` to the lowest there is, where they lie. */
export function lowerBackground({ data, slope, intercept }: Scaled, value: number): void {
  const lowest = lowestStored(data, slope);
  for (let n = 0; n < data.length; n++) if ((data[n] ?? 0) * slope + intercept === value) data[n] = lowest;
}

function lowestStored(data: VoxelData, slope: number): number {
  let best = data[0] ?? 0;
  for (let n = 0; n < data.length; n++) {
    const value = data[n] ?? 0;
    if (slope > 0 ? value < best : value > best) best = value;
  }
  return best;
}

/**
 * Whether the corners hold noise as bright as what is in the middle, as some reconstructions leave it. Neighbours in tissue
 * are alike; in noise they are not.
 */
export function hasNoisyBackground(grid: Grid, scan: Scaled): boolean {
  const corners = cornerValues(grid, scan);
  const middle = middleValues(grid, scan);
  if (corners.length < 64 || middle.length < 64) return false;
  if (median(corners) < 0.5 * median(middle)) return false;
  const mean = corners.reduce((sum, value) => sum + value, 0) / corners.length;
  let [variance, steps] = [0, 0];
  for (const [n, value] of corners.entries()) {
    variance += (value - mean) ** 2;
    // Every second pair lies side by side along i.
    if (n % 2 === 1) steps += (value - (corners[n - 1] ?? value)) ** 2;
  }
  const [spread, step] = [variance / corners.length, steps / Math.floor(corners.length / 2)];
  // Independent neighbours differ by twice the variance.
  return Math.sqrt(spread) > 0.3 * Math.abs(mean) && step > 1.4 * spread;
}

/** Of the eight corners, in pairs of neighbours along i. */
function cornerValues(grid: Grid, scan: Scaled): number[] {
  const ends = grid.size.map((n) => 2 * Math.max(1, Math.floor(n / (2 * CORNER))));
  const at = (axis: 0 | 1 | 2) => {
    const [n, end] = [grid.size[axis], ends[axis] ?? 2];
    return (step: number) => (step < end ? step : n - 2 * end + step);
  };
  const [i, j, k] = [at(0), at(1), at(2)];
  return collect(grid, scan, [2 * (ends[0] ?? 2), 2 * (ends[1] ?? 2), 2 * (ends[2] ?? 2)], [i, j, k]);
}

/** Of a box in the middle, a third of each axis. */
function middleValues(grid: Grid, scan: Scaled): number[] {
  const [i, j, k] = grid.size.map((n) => Math.max(1, Math.floor(n / 3))) as [number, number, number];
  const from = grid.size.map((n) => Math.floor(n / 3));
  const at = (axis: number) => (step: number) => (from[axis] ?? 0) + step;
  return collect(grid, scan, [i, j, k], [at(0), at(1), at(2)]);
}

const MOST = 50_000;

/** Values at steps along the axes, at most MOST of them, whole rows at a time. */
function collect(
  { size }: Grid,
  { data, slope, intercept }: Scaled,
  [p, q, r]: readonly [number, number, number],
  at: readonly ((step: number) => number)[],
): number[] {
  const [ai, aj, ak] = at;
  if (!ai || !aj || !ak) return [];
  const stride = Math.max(1, Math.ceil(Math.sqrt((p * q * r) / MOST)));
  const values: number[] = [];
  for (let c = 0; c < r; c += stride) {
    for (let b = 0; b < q; b += stride) {
      const row = (ak(c) * size[1] + aj(b)) * size[0];
      for (let a = 0; a < p - (p % 2); a++) values.push((data[row + ai(a)] ?? 0) * slope + intercept);
    }
  }
  return values;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
