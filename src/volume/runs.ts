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
  let [from, to] = [new Int32Array(1024), new Int32Array(1024)];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    starts[row] = count;
    const start = row * ni;
    for (let i = 0; i < ni; i++) {
      if ((data[start + i] as number) < level) continue;
      const first = i;
      while (i < ni && (data[start + i] as number) >= level) i++;
      if (count === from.length) [from, to] = [grown(from), grown(to)];
      from[count] = first;
      to[count] = i;
      count += 1;
    }
  }
  starts[rows] = count;
  return { size, count, starts, from, to };
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
