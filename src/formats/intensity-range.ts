import { sortedSample } from '#volume/sorted-sample.ts';
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
  const sample = sortedSample(data, Math.ceil(data.length / stride), stride);
  const scaled = [smallest, percentile(sample, 0.01), percentile(sample, 0.99), largest]
    .map((value) => value * slope + intercept)
    .sort((one, other) => one - other);
  const [min = 0, low = 0, high = 0, max = 0] = scaled;
  // In order as the sample is, the other way round where the slope is negative.
  const intensities = sample.map((value) => value * slope + intercept);
  if (slope < 0) intensities.reverse();
  return { min, low, high, max, tissue: tissueRange(intensities, low) };
}

/** At least so grey, of black to white, is the middle of the body. */
const GREY = 0.3;

/**
 * From `low` to the 98th percentile of the body, or less where that would leave the middle of the body dark: fluid in one
 * place is many times as bright as tissue, in MR most of all.
 */
function tissueRange(sorted: Float64Array, low: number): { readonly low: number; readonly high: number } {
  const body = sorted.subarray(endOfAir(sorted, low));
  const middle = percentile(body, 0.5);
  return { low, high: Math.min(percentile(body, 0.98), low + (middle - low) / GREY) };
}

const BINS = 256;

/**
 * How many of the intensities are air: below the threshold that divides them into the two most compact groups (Otsu 1979), by
 * their logarithm, in which air, tissue and fluid lie about as far apart.
 */
function endOfAir(sorted: Float64Array, low: number): number {
  const unit = (percentile(sorted, 0.98) - low) / 1000;
  if (!(unit > 0)) return 0;
  const height = (value: number) => Math.log1p(Math.max(0, value - low) / unit);
  const top = height(sorted.at(-1) ?? 0);
  const counts = new Float64Array(BINS);
  let [last, bin] = [Number.NaN, 0];
  for (const value of sorted) {
    // Equal values lie side by side.
    if (value !== last) bin = Math.min(BINS - 1, Math.floor((BINS * height(value)) / top));
    last = value;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count, bin) => sum + count * bin, 0);
  let [below, belowSum, best, end] = [0, 0, 0, 0];
  counts.forEach((count, bin) => {
    below += count;
    belowSum += count * bin;
    const above = sorted.length - below;
    if (below === 0 || above === 0) return;
    const apart = below * above * (belowSum / below - (total - belowSum) / above) ** 2;
    if (apart > best) [best, end] = [apart, below];
  });
  return end;
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.round(share * (sorted.length - 1))] ?? 0;
}
