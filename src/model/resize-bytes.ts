import { cubic } from './cubic.ts';

const A = -0.75;
const MOST_PRECISION = 22;
const LARGEST_WEIGHT = 2 ** 15;
const TAPS = 4;

/** For each target sample its source samples and their integer weights, TAPS of them. */
interface Taps {
  readonly at: Int32Array;
  readonly weight: Int32Array;
  readonly precision: number;
}

/**
 * A square image of bytes, `from` pixels a side, at `to` pixels a side: bicubic (a = −0.75) in fixed point, columns first,
 * then rows, each rounded to bytes; no antialiasing. Exact to the bit. Twin: `resize` in training/medimageparse3d/preprocess.py.
 */
export function resizeBytes(image: Uint8Array, from: number, to: number): Uint8Array {
  if (from === to) return image;
  const taps = tapsOf(from, to);
  return resizedRows(resizedRows(image, from, taps, to), from, taps, to);
}

/** The rows of `image`, `from` samples long, at `to` samples each; rows become columns. */
function resizedRows(image: Uint8Array, from: number, taps: Taps, to: number): Uint8Array {
  const rows = image.length / from;
  const turned = new Uint8Array(rows * to);
  for (let row = 0; row < rows; row++) {
    const samples = image.subarray(row * from, (row + 1) * from);
    for (let target = 0; target < to; target++) turned[target * rows + row] = weighed(samples, taps, target);
  }
  return turned;
}

function weighed(samples: Uint8Array, { at, weight, precision }: Taps, target: number): number {
  let sum = 2 ** (precision - 1);
  for (let n = target * TAPS; n < (target + 1) * TAPS; n++) {
    sum += (weight[n] as number) * (samples[at[n] as number] as number);
  }
  return Math.min(255, Math.max(0, sum >> precision));
}

function tapsOf(from: number, to: number): Taps {
  const at = new Int32Array(to * TAPS);
  const exact = new Float64Array(to * TAPS);
  for (let target = 0; target < to; target++) {
    const centre = (target + 0.5) * (from / to) - 0.5;
    for (let n = 0; n < TAPS; n++) {
      const tap = Math.floor(centre) - 1 + n;
      at[target * TAPS + n] = Math.min(from - 1, Math.max(0, tap));
      exact[target * TAPS + n] = cubic(centre - tap, A);
    }
  }
  return { at, ...inFixedPoint(at, exact) };
}

/** Taps beyond the edge count for the edge's pixel, and only their sum is rounded. */
function inFixedPoint(at: Int32Array, exact: Float64Array): Pick<Taps, 'weight' | 'precision'> {
  for (let n = 0; n < at.length; n++) {
    if (n % TAPS === 0 || at[n] !== at[n - 1]) continue;
    exact[n] = (exact[n] ?? 0) + (exact[n - 1] ?? 0);
    exact[n - 1] = 0;
  }
  const largest = exact.reduce((most, weight) => Math.max(most, weight), 0);
  let precision = MOST_PRECISION;
  while (Math.floor(0.5 + largest * 2 ** precision) >= LARGEST_WEIGHT) precision--;
  const weight = Int32Array.from(exact, (value) => {
    const scaled = value * 2 ** precision;
    return Math.trunc(scaled + Math.sign(scaled) * 0.5);
  });
  return { weight, precision };
}
