import type { Volume, VoxelData } from './types.ts';

type Scaled = Pick<Volume, 'data' | 'slope' | 'intercept'>;

/**
 * Percentiles (0..100, numpy's 'linear' definition) of the intensities greater than `above`; undefined where there are
 * none. Exact and O(n): by counting for integers of up to 16 bits, else by quickselect on a copy.
 */
export function percentiles(
  volume: Scaled,
  above: number,
  ranks: readonly number[],
): readonly number[] | undefined {
  const sorted = isNarrow(volume.data) ? countedOrder(volume, above) : selectedOrder(volume, above);
  if (sorted.length === 0) return undefined;
  return ranks.map((rank) => {
    const position = ((sorted.length - 1) * rank) / 100;
    const lower = Math.floor(position);
    const low = sorted.at(lower);
    if (position === lower) return low;
    return low + (sorted.at(lower + 1) - low) * (position - lower);
  });
}

/** The intensities in ascending order, found one at a time. */
interface Order {
  readonly length: number;
  readonly at: (index: number) => number;
}

function isNarrow(data: VoxelData): boolean {
  return data.BYTES_PER_ELEMENT <= 2;
}

function countedOrder({ data, slope, intercept }: Scaled, above: number): Order {
  const counts = new Uint32Array(65536);
  const offset = data instanceof Int16Array || data instanceof Int8Array ? 32768 : 0;
  for (let n = 0; n < data.length; n++) {
    const bin = (data[n] ?? 0) + offset;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const kept: { intensity: number; count: number }[] = [];
  counts.forEach((count, bin) => {
    const intensity = (bin - offset) * slope + intercept;
    if (count > 0 && intensity > above) kept.push({ intensity, count });
  });
  if (slope < 0) kept.reverse();
  const length = kept.reduce((sum, { count }) => sum + count, 0);
  const at = (index: number) => {
    let passed = 0;
    const found = kept.find(({ count }) => {
      passed += count;
      return passed > index;
    });
    return found?.intensity ?? Number.NaN;
  };
  return { length, at };
}

function selectedOrder({ data, slope, intercept }: Scaled, above: number): Order {
  // Plain float32 voxels fit into half the memory.
  const isPlain = data instanceof Float32Array && slope === 1 && intercept === 0;
  const copy = isPlain ? new Float32Array(data.length) : new Float64Array(data.length);
  let length = 0;
  for (let n = 0; n < data.length; n++) {
    const intensity = (data[n] ?? 0) * slope + intercept;
    if (intensity > above) copy[length++] = intensity;
  }
  const values = copy.subarray(0, length);
  return { length, at: (index) => select(values, index) };
}

/** The value that sorting would put at `index` (Hoare's quickselect, middle pivot); reorders `values`. */
function select(values: Float32Array | Float64Array, index: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const [low, high] = partition(values, left, right);
    if (index <= high) right = high;
    else if (index >= low) left = low;
    else break;
  }
  return values[index] ?? Number.NaN;
}

/** Splits left..right: up to `high` nothing is greater, from `low` on nothing is less than what lies between. */
function partition(
  values: Float32Array | Float64Array,
  left: number,
  right: number,
): readonly [number, number] {
  const pivot = values[(left + right) >> 1] ?? 0;
  let low = left;
  let high = right;
  while (low <= high) {
    while ((values[low] ?? pivot) < pivot) low++;
    while ((values[high] ?? pivot) > pivot) high--;
    if (low > high) break;
    const swapped = values[low] ?? 0;
    values[low] = values[high] ?? 0;
    values[high] = swapped;
    low++;
    high--;
  }
  return [low, high];
}
