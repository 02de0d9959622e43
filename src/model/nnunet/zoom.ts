import type { Vec3 } from '#volume/types.ts';
import { perAxis, product, roundToEven } from './axes.ts';
import { linearCornerTaps, type Taps } from './taps.ts';
import { plainView, readSlice, type View } from './view.ts';

/**
 * A scan as TotalSegmentator gives it to nnU-Net: about `mm` apart, the outer samples on the outer ones, linear, without
 * smoothing, cut off to whole numbers toward 0. Source: resampling.py, change_spacing. `onSlice` hears of each slice.
 */
export function totalsegmentatorZoom(view: View, mm: number, onSlice: (done: number) => void): View {
  const size = zoomedSize(view, mm);
  const along = (axis: 0 | 1 | 2) => linearCornerTaps(view.size[axis], size[axis]);
  const [through, down, across] = [along(0), along(1), along(2)];
  const slice = sliceReader(view);
  const data = new Float32Array(product(size));
  const plane = size[1] * size[2];
  for (let k = 0; k < size[0]; k++) {
    const [low, high] = [slice(through.low[k] as number), slice(through.high[k] as number)];
    const target = data.subarray(k * plane, (k + 1) * plane);
    mixSlices([low, high], view.size[2], through.share[k] as number, down, across, target);
    onSlice(through.high[k] as number);
  }
  return plainView(data, size, [mm, mm, mm]);
}

export function zoomedSize({ size, spacing }: Pick<View, 'size' | 'spacing'>, mm: number): Vec3 {
  return perAxis((axis) => Math.max(1, roundToEven(size[axis] * (spacing[axis] / mm))));
}

/** Slices in double precision, the last two of them kept. */
function sliceReader(view: View): (k: number) => Float64Array {
  const kept = new Map<number, Float64Array>();
  return (k) => {
    const known = kept.get(k);
    if (known) return known;
    const made = new Float64Array(view.size[1] * view.size[2]);
    readSlice(view, k, made);
    for (const old of kept.keys()) if (old < k - 1) kept.delete(old);
    kept.set(k, made);
    return made;
  };
}

/**
 * Eight products summed in the order in which scipy does, x before y before z: where a region is all one whole number, the last
 * bit of the sum decides whether cutting it off takes 1 away.
 */
function mixSlices(
  [low, high]: readonly [Float64Array, Float64Array],
  columns: number,
  r: number,
  down: Taps,
  across: Taps,
  target: Float32Array,
): void {
  let n = 0;
  for (let j = 0; j < down.low.length; j++) {
    const [j0, j1] = [(down.low[j] as number) * columns, (down.high[j] as number) * columns];
    const q = down.share[j] as number;
    for (let i = 0; i < across.low.length; i++) {
      const [i0, i1] = [across.low[i] as number, across.high[i] as number];
      const p = across.share[i] as number;
      let sum = (low[j0 + i0] as number) * (1 - p) * (1 - q) * (1 - r);
      sum += (high[j0 + i0] as number) * (1 - p) * (1 - q) * r;
      sum += (low[j1 + i0] as number) * (1 - p) * q * (1 - r);
      sum += (high[j1 + i0] as number) * (1 - p) * q * r;
      sum += (low[j0 + i1] as number) * p * (1 - q) * (1 - r);
      sum += (high[j0 + i1] as number) * p * (1 - q) * r;
      sum += (low[j1 + i1] as number) * p * q * (1 - r);
      sum += (high[j1 + i1] as number) * p * q * r;
      target[n++] = Math.trunc(sum);
    }
  }
}
