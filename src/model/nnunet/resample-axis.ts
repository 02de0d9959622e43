import { CubicLines, LANES } from './spline.ts';
import { linearTaps, nearestTaps, type Taps } from './taps.ts';

type Numbers = Float32Array | Float64Array;

/** An array as lines along one of its axes: `outer` blocks of `count` rows of `inner` numbers each. */
export interface Lattice {
  readonly outer: number;
  readonly count: number;
  readonly inner: number;
}

/** `source` with `to` rows in place of each block's, by nearest (0), linear (1) or cubic (3) interpolation, written to `target`. */
export function resampleAxis(
  source: Numbers,
  shape: Lattice,
  target: Numbers,
  to: number,
  order: 0 | 1 | 3,
): void {
  if (shape.count === to) target.set(source);
  else if (order === 3) cubic(source, shape, target, to);
  else mix(source, shape, target, order === 1 ? linearTaps(shape.count, to) : nearestTaps(shape.count, to));
}

function cubic(source: Numbers, { outer, count, inner }: Lattice, target: Numbers, to: number): void {
  const lines = new CubicLines(count, to);
  if (inner === 1) {
    for (let row = 0; row < outer; row += LANES) {
      const from = { data: source, at: row * count, step: 1, lane: count };
      const into = { data: target, at: row * to, step: 1, lane: to };
      lines.resample(from, into, Math.min(LANES, outer - row));
    }
    return;
  }
  for (let block = 0; block < outer; block++) {
    for (let lane = 0; lane < inner; lane += LANES) {
      const from = { data: source, at: block * count * inner + lane, step: inner, lane: 1 };
      const into = { data: target, at: block * to * inner + lane, step: inner, lane: 1 };
      lines.resample(from, into, Math.min(LANES, inner - lane));
    }
  }
}

/** Rows of `target` mixed of two rows of `source` each. */
export function mix(source: Numbers, { outer, count, inner }: Lattice, target: Numbers, taps: Taps): void {
  const to = taps.low.length;
  for (let block = 0; block < outer; block++) {
    for (let n = 0; n < to; n++) {
      const low = (block * count + (taps.low[n] as number)) * inner;
      const high = (block * count + (taps.high[n] as number)) * inner;
      const share = taps.share[n] as number;
      const out = (block * to + n) * inner;
      for (let i = 0; i < inner; i++) {
        target[out + i] = (source[low + i] as number) * (1 - share) + (source[high + i] as number) * share;
      }
    }
  }
}
