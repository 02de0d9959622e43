import type { VoxelData } from '#volume/types.ts';

/** Of stored values; those that are not finite are only counted. */
export interface Extremes {
  readonly low: number;
  readonly high: number;
  readonly broken: number;
}

/** Smallest and largest finite value, and how many are not; infinities the wrong way round where none is. */
export function extremes(data: VoxelData): Extremes {
  if (data instanceof Float32Array || data instanceof Float64Array) return realExtremes(data);
  return data.BYTES_PER_ELEMENT < 4 ? shortExtremes(data) : realExtremes(data);
}

function realExtremes(data: VoxelData): Extremes {
  let [low, high, broken] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let n = 0; n < data.length; n++) {
    const value = data[n] as number;
    if (!Number.isFinite(value)) broken += 1;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high, broken };
}

/**
 * Of whole numbers of one or two bytes, whose differences fit into 32 bits. Nearly all lie between what has been seen: then no
 * difference is negative, so four of them take one question.
 */
function shortExtremes(data: VoxelData): Extremes {
  let low = data[0] ?? 0;
  let high = low;
  const fours = data.length - (data.length % 4);
  for (let n = 0; n < fours; n += 4) {
    const a = data[n] as number;
    const b = data[n + 1] as number;
    const c = data[n + 2] as number;
    const d = data[n + 3] as number;
    const signs =
      (a - low) | (high - a) | (b - low) | (high - b) | (c - low) | (high - c) | (d - low) | (high - d);
    if (signs >= 0) continue;
    low = Math.min(low, a, b, c, d);
    high = Math.max(high, a, b, c, d);
  }
  for (const value of data.subarray(fours)) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return { low, high, broken: 0 };
}
