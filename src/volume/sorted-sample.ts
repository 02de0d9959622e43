import type { VoxelData } from './types.ts';

/**
 * Of `data` the stored numbers 0, `step`, 2 · `step`, … (rounded down), `count` of them, sorted. Those of 8 and 16 bits are counted, which
 * is many times as fast as comparing them.
 */
export function sortedSample(data: VoxelData, count: number, step: number): Float64Array {
  const sample = new Float64Array(count);
  const { BYTES_PER_ELEMENT: bytes } = data;
  if (bytes > 2) {
    for (let n = 0; n < count; n++) sample[n] = data[Math.floor(n * step)] as number;
    return sample.sort();
  }
  const least = data instanceof Int16Array || data instanceof Int8Array ? -(2 ** (8 * bytes - 1)) : 0;
  const counts = new Uint32Array(2 ** (8 * bytes));
  for (let n = 0; n < count; n++) {
    const bin = (data[Math.floor(n * step)] as number) - least;
    counts[bin] = (counts[bin] as number) + 1;
  }
  let at = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    const past = at + (counts[bin] as number);
    if (past > at) sample.fill(bin + least, at, past);
    at = past;
  }
  return sample;
}
