import type { Vec3 } from './types.ts';

/**
 * The voxels of a box that are inside a mask, as runs along i. All numbers are in the box's own voxels, from its first one.
 */
export interface Runs {
  /** Of the box, along i, j, k. */
  readonly size: Vec3;
  readonly count: number;
  /** Per row (k, j): the index of its first run; one more at the end. */
  readonly starts: Int32Array;
  /** Per run: its first voxel along i. */
  readonly from: Int32Array;
  /** Per run: the voxel past its last one. */
  readonly to: Int32Array;
}

/** The runs of bytes of at least `level` in `data`, (k, j, i) of `size`. */
export function runsOf(data: Uint8Array, size: Vec3, level: number): Runs {
  const [ni, nj, nk] = size;
  const rows = nj * nk;
  const starts = new Int32Array(rows + 1);
  const words = wordsOf(data);
  let [from, to] = [new Int32Array(1024), new Int32Array(1024)];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    starts[row] = count;
    const past = (row + 1) * ni;
    for (let at = nextInside(data, words, row * ni, past, level); at < past; ) {
      const first = at;
      at = nextOutside(data, words, at, past, level);
      if (count === from.length) [from, to] = [grown(from), grown(to)];
      from[count] = first - row * ni;
      to[count] = at - row * ni;
      count += 1;
      at = nextInside(data, words, at, past, level);
    }
  }
  starts[rows] = count;
  return { size, count, starts, from, to };
}

/** The first byte from `at` on of at least `level`, which is above 0; `past` where there is none before it. */
export function nextInside(
  data: Uint8Array,
  words: Uint32Array,
  at: number,
  past: number,
  level: number,
): number {
  let n = at;
  while (n < past && (data[n] as number) < level) {
    // Most of a box is 0: four bytes at a time, where they are a word.
    n += (n & 3) === 0 && words[n >> 2] === 0 ? 4 : 1;
  }
  return Math.min(n, past);
}

/** The first byte from `at` on below `level`; `past` where there is none before it. */
export function nextOutside(
  data: Uint8Array,
  words: Uint32Array,
  at: number,
  past: number,
  level: number,
): number {
  let n = at;
  while (n < past && (data[n] as number) >= level) {
    // Most of what is inside is certain: four bytes at a time, where they are a word.
    n += (n & 3) === 0 && words[n >> 2] === CERTAIN ? 4 : 1;
  }
  return Math.min(n, past);
}

/** Four bytes of 255. */
export const CERTAIN = 2 ** 32 - 1;

/** The whole words of `data`; none where it does not begin with one. */
export function wordsOf({ buffer, byteOffset, length }: Uint8Array): Uint32Array {
  return byteOffset % 4 === 0 ? new Uint32Array(buffer, byteOffset, length >> 2) : new Uint32Array();
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length);
  larger.set(array);
  return larger;
}

/** Calls `visit` for each run with its row and its ends. */
export function eachRun(
  { size, starts, from, to }: Runs,
  visit: (j: number, k: number, from: number, to: number, run: number) => void,
): void {
  const [, nj, nk] = size;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = k * nj + j;
      for (let run = starts[row] ?? 0; run < (starts[row + 1] ?? 0); run++) {
        visit(j, k, from[run] ?? 0, to[run] ?? 0, run);
      }
    }
  }
}

/** Of `runs` those that `isKept` names, in the same box. */
export function runsKept(runs: Runs, isKept: (run: number) => boolean): Runs {
  const { size, count, starts, from, to } = runs;
  const kept = {
    starts: new Int32Array(starts.length),
    from: new Int32Array(count),
    to: new Int32Array(count),
  };
  let next = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    kept.starts[row] = next;
    for (let run = starts[row] as number; run < (starts[row + 1] as number); run++) {
      if (!isKept(run)) continue;
      kept.from[next] = from[run] as number;
      kept.to[next++] = to[run] as number;
    }
  }
  kept.starts[starts.length - 1] = next;
  return { size, count: next, ...kept };
}
