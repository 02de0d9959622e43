import type { IntensityRange } from '#state/volume-slice.ts';
import type { Volume } from '#volume/types.ts';

const SAMPLES = 400_000;

/**
 * Smallest, largest and the 1st and 99th percentile of the scan's intensities. The extremes are exact; the
 * percentiles come from an even sample of the voxels, for they only set a display window.
 */
export function intensityRange({ data, slope, intercept }: Volume): IntensityRange {
  const stride = Math.max(1, Math.floor(data.length / SAMPLES));
  const sample: number[] = [];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let n = 0; n < data.length; n++) {
    const value = data[n] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    if (n % stride === 0) sample.push(value);
  }
  const sorted = Float64Array.from(sample).sort();
  const percentile = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const scaled = [min, percentile(0.01), percentile(0.99), max]
    .map((value) => value * slope + intercept)
    .sort((one, other) => one - other);
  const [lowest = 0, low = 0, high = 0, highest = 0] = scaled;
  return { min: lowest, low, high, max: highest };
}
