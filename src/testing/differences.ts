/** Numbers of any kind, slowest axis first. */
type Numbers = ArrayLike<number>;

/** The largest absolute difference; not a number where there are more of the one than of the other. */
export function largestOf(got: Numbers, wanted: Numbers): number {
  let worst = got.length === wanted.length ? 0 : Number.NaN;
  for (let i = 0; i < wanted.length; i++) {
    worst = Math.max(worst, Math.abs((got[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN)));
  }
  return worst;
}

export function meanOf(got: Numbers, wanted: Numbers): number {
  let sum = got.length === wanted.length ? 0 : Number.NaN;
  for (let i = 0; i < wanted.length; i++) sum += Math.abs((got[i] ?? Number.NaN) - (wanted[i] ?? Number.NaN));
  return sum / wanted.length;
}

/** Of the difference, relative to what is wanted. */
export function euclideanOf(got: Numbers, wanted: Numbers): number {
  let [apart, size] = [got.length === wanted.length ? 0 : Number.NaN, 0];
  for (let i = 0; i < wanted.length; i++) {
    const value = wanted[i] ?? Number.NaN;
    apart += ((got[i] ?? Number.NaN) - value) ** 2;
    size += value ** 2;
  }
  return Math.sqrt(apart / size);
}

/** How many differ. */
export function differingOf(got: Numbers, wanted: Numbers): number {
  let count = got.length === wanted.length ? 0 : Number.NaN;
  for (let i = 0; i < wanted.length; i++) if (got[i] !== wanted[i]) count++;
  return count;
}

/** The smallest Dice of where two maps of logits exceed 0, over maps of `size` pixels; 1 where both are empty. */
export function leastDice(got: Float32Array, wanted: Float32Array, size: number): number {
  let least = got.length === wanted.length ? 1 : Number.NaN;
  for (let start = 0; start < wanted.length; start += size) {
    let [both, all] = [0, 0];
    for (let i = start; i < start + size; i++) {
      const [inside, expected] = [(got[i] ?? 0) > 0, (wanted[i] ?? 0) > 0];
      if (inside && expected) both++;
      all += Number(inside) + Number(expected);
    }
    least = Math.min(least, all === 0 ? 1 : (2 * both) / all);
  }
  return least;
}

/** Of images (…, h, w), every n-th row and column. */
export function everyNth(values: Float32Array, [h, w]: readonly [number, number], n: number): Float32Array {
  return values.filter((_, i) => (i % w) % n === 0 && (Math.floor(i / w) % h) % n === 0);
}

/** What a golden's name says to keep of (C, h, w): of `x_c4_s2` every 4th channel, every 2nd row and column. */
export function thinned(values: Float32Array, shape: readonly number[], name: string): Float32Array {
  const [h = 1, w = 1] = shape.slice(-2);
  const step = (letter: string) => Number(new RegExp(`_${letter}(\\d+)`).exec(name)?.[1] ?? 1);
  const channels = step('c');
  const some = values.filter((_, i) => Math.floor(i / (h * w)) % channels === 0);
  return everyNth(some, [h, w], step('s'));
}

/** Mean and standard deviation of each channel, (C, 2). */
export function statistics(values: Float32Array, channels: number): Float32Array {
  const size = values.length / channels;
  const found = new Float32Array(2 * channels);
  for (let c = 0; c < channels; c++) {
    const own = values.subarray(c * size, (c + 1) * size);
    const mean = own.reduce((sum, value) => sum + value, 0) / size;
    found[2 * c] = mean;
    found[2 * c + 1] = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size);
  }
  return found;
}

/** Bits packed along the last axis, the highest of a byte first; rows of `length` bits. */
export function unpacked(packed: Uint8Array, rows: number, length: number): Uint8Array {
  const each = packed.length / rows;
  return Uint8Array.from({ length: rows * length }, (_, i) => {
    const [row, bit] = [Math.floor(i / length), i % length];
    return ((packed[row * each + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1;
  });
}
