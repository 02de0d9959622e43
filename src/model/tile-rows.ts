import type { Vec3 } from '#volume/types.ts';
import { resizeLinear } from './resize.ts';

/**
 * Mask logits as the decoder gives them: (P, D, H, W) at the tile's resolution or coarser, or as sub-voxel phases,
 * (P, fz, fy, fx, d, h, w), of which value (p, a, b, c, k, j, i) belongs to sample (k·fz + a, j·fy + b, i·fx + c) of the tile.
 */
export interface TileLogits {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

export interface TileRows {
  /** One prompt's logits along x, in the row y, z of the tile. Good until the next call. */
  readonly row: (prompt: number, y: number, z: number) => Float32Array;
  /** The same, put into `target` from `at` on: `length` samples from the row's sample `from` on. */
  readonly put: (
    ...given: [
      ...[prompt: number, y: number, z: number, from: number, length: number],
      ...[target: Float32Array, at: number],
    ]
  ) => void;
  /** The largest logit of each row of the first so many prompts, (p, z, y). */
  readonly highest: (prompts: number) => Float32Array;
}

/** The rows of a tile of `size` samples along x, y, z. @throws Error where the phases make up another tile. */
export function tileRows({ dims, data }: TileLogits, size: Vec3): TileRows {
  if (dims.length === 7) return phaseRows({ dims, data }, size);
  const [d = 1, h = 1, w = 1] = dims.slice(1);
  const samples = d * h * w;
  const own = (prompt: number) => data.subarray(prompt * samples, (prompt + 1) * samples);
  const enlarged = new Map<number, Float32Array>();
  const row: TileRows['row'] = (prompt, y, z) => {
    const tile = enlarged.get(prompt) ?? resizeLinear(own(prompt), [w, h, d], size);
    enlarged.set(prompt, tile);
    const start = (z * size[1] + y) * size[0];
    return tile.subarray(start, start + size[0]);
  };
  const put: TileRows['put'] = (prompt, y, z, from, length, target, at) => {
    target.set(row(prompt, y, z).subarray(from, from + length), at);
  };
  const highest: TileRows['highest'] = (prompts) => {
    const [, ny, nz] = size;
    return Float32Array.from({ length: prompts * nz * ny }, (_, n) => {
      const z = Math.floor(n / ny) % nz;
      return highestOf(row(Math.floor(n / (ny * nz)), n % ny, z), 0, size[0]);
    });
  };
  return { row, put, highest };
}

function phaseRows({ dims, data }: TileLogits, size: Vec3): TileRows {
  const [, fz = 1, fy = 1, fx = 1, d = 1, h = 1, w = 1] = dims;
  if (w * fx !== size[0] || h * fy !== size[1] || d * fz !== size[2]) {
    throw new Error(
      `The decoder's phases, ${dims.join(' × ')}, do not make up a tile of ${size.join(' × ')}.`,
    );
  }
  const samples = d * h * w;
  /** Where the row's first sample of the first phase along x is; those of the next are `samples` on. */
  const start = (prompt: number, y: number, z: number) =>
    ((prompt * fz + (z % fz)) * fy + (y % fy)) * fx * samples +
    (Math.floor(z / fz) * h + Math.floor(y / fy)) * w;
  const put: TileRows['put'] = (prompt, y, z, from, length, target, at) => {
    const first = start(prompt, y, z);
    for (let c = 0; c < fx; c++) {
      const steps = Math.max(0, Math.ceil((from - c) / fx));
      const into = at - from + c + steps * fx;
      spread(data, first + c * samples + steps, target, into, at + length, fx);
    }
  };
  const whole = new Float32Array(size[0]);
  const row: TileRows['row'] = (prompt, y, z) => {
    put(prompt, y, z, 0, size[0], whole, 0);
    return whole;
  };
  return { row, put, highest: (prompts) => highestOfPhases({ dims, data }, size, prompts) };
}

/** Reads the phases from end to end, in the order in which they lie. */
function highestOfPhases({ dims, data }: TileLogits, [, ny, nz]: Vec3, prompts: number): Float32Array {
  const [, fz = 1, fy = 1, fx = 1, d = 1, h = 1, w = 1] = dims;
  const largest = new Float32Array(prompts * nz * ny).fill(Number.NEGATIVE_INFINITY);
  for (let phase = 0; phase < prompts * fz * fy * fx; phase++) {
    const b = Math.floor(phase / fx) % fy;
    const a = Math.floor(phase / (fx * fy)) % fz;
    const prompt = Math.floor(phase / (fx * fy * fz));
    for (let line = 0; line < d * h; line++) {
      const j = line % h;
      const row = (prompt * nz + ((line - j) / h) * fz + a) * ny + j * fy + b;
      const from = (phase * d * h + line) * w;
      const highest = highestOf(data, from, from + w);
      if (highest > (largest[row] as number)) largest[row] = highest;
    }
  }
  return largest;
}

/** The largest of `logits` from `from` up to `to`; -Infinity where there is none. */
export function highestOf(logits: Float32Array, from: number, to: number): number {
  let [highest, beside] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let n = from;
  // Two at a time, so that one comparison need not wait for the other.
  for (; n + 1 < to; n += 2) {
    if ((logits[n] as number) > highest) highest = logits[n] as number;
    if ((logits[n + 1] as number) > beside) beside = logits[n + 1] as number;
  }
  if (n < to && (logits[n] as number) > highest) highest = logits[n] as number;
  return Math.max(highest, beside);
}

/** Puts the numbers of `data` from `start` on into every `step`th place of `row`, from `first` up to `past`. */
function spread(
  data: Float32Array,
  start: number,
  row: Float32Array,
  first: number,
  past: number,
  step: number,
): void {
  let from = start;
  for (let at = first; at < past; at += step) row[at] = data[from++] as number;
}
