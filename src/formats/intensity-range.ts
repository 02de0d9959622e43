import type { IntensityRange, Volume } from '#volume/types.ts';

const SAMPLES = 400_000;

/**
 * Smallest, largest and the 1st and 99th percentile of the scan's intensities, given the smallest and largest stored
 * value. The percentiles come from an even sample of the voxels, for they only set a display window.
 */
export function intensityRange(
  { data, slope, intercept }: Pick<Volume, 'data' | 'slope' | 'intercept'>,
  smallest: number,
  largest: number,
): IntensityRange {
  const stride = Math.max(1, Math.floor(data.length / SAMPLES));
  const sample = new Float64Array(Math.ceil(data.length / stride));
  for (let n = 0; n < sample.length; n++) sample[n] = data[n * stride] ?? 0;
  sample.sort();
  const percentile = (share: number) => sample[Math.round(share * (sample.length - 1))] ?? 0;
  const scaled = [smallest, percentile(0.01), percentile(0.99), largest]
    .map((value) => value * slope + intercept)
    .sort((one, other) => one - other);
  const [min = 0, low = 0, high = 0, max = 0] = scaled;
  return { min, low, high, max };
}
