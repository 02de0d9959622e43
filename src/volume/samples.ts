import { boxSize, intersection } from './boxes.ts';
import type { Grid, Vec3, VoxelBox } from './types.ts';

/** Logits of a box of a model grid, (k, j, i) of the box, float32. Beyond the box they are below any threshold of interest. */
export interface Samples {
  readonly grid: Grid;
  readonly box: VoxelBox;
  readonly data: Float32Array;
  /**
   * Per row (k, j) of the box its largest logit, where that is known; -Infinity for a row that is as what lies beyond the box. What is
   * above a threshold is found sooner.
   */
  readonly rowHighest?: Float32Array;
}

/**
 * What of `samples` can decide about voxels at thresholds of at least `floor`: the box of those above it and one more on each
 * side where the grid goes on, `beyond` where the samples do not. A copy; the samples may be let go.
 */
export function samplesAbove(samples: Samples, floor: number, beyond: number): Samples {
  const { grid } = samples;
  const hot = boxAbove(samples, floor);
  if (!hot) return { grid, box: { from: [0, 0, 0], to: [0, 0, 0] }, data: new Float32Array() };
  const from = hot.from.map((n) => Math.max(0, n - 1)) as unknown as Vec3;
  const to = hot.to.map((n, axis) => Math.min(grid.size[axis] ?? 0, n + 1)) as unknown as Vec3;
  const [bx, by, bz] = boxSize({ from, to });
  const data = new Float32Array(bx * by * bz);
  const there = intersection({ from, to }, samples.box);
  const { rowHighest: known } = samples;
  const isWhole = [0, 1, 2].every((axis) => there.from[axis] === from[axis] && there.to[axis] === to[axis]);
  if (known || !isWhole) data.fill(beyond);
  const [sx, sy] = boxSize(samples.box);
  const rowHighest = known && new Float32Array(by * bz).fill(Number.NEGATIVE_INFINITY);
  for (let k = there.from[2]; k < there.to[2]; k++) {
    for (let j = there.from[1]; j < there.to[1]; j++) {
      const [stored, kept] = [
        (k - samples.box.from[2]) * sy + j - samples.box.from[1],
        (k - from[2]) * by + j - from[1],
      ];
      const highest = known?.[stored];
      if (rowHighest && highest !== undefined) rowHighest[kept] = highest;
      if (highest === Number.NEGATIVE_INFINITY) continue;
      const row = stored * sx - samples.box.from[0];
      const into = kept * bx - from[0];
      copyRow(samples.data, row + there.from[0], row + there.to[0], data, into + there.from[0]);
    }
  }
  return { grid, box: { from, to }, data, ...(rowHighest && { rowHighest }) };
}

/** Rows are short: a view of each would cost more than its numbers. */
function copyRow(data: Float32Array, from: number, to: number, target: Float32Array, at: number): void {
  for (let n = from, into = at; n < to; n++, into++) target[into] = data[n] as number;
}

/** The smallest box of the grid that holds every sample above `threshold`; undefined where none is. */
export function boxAbove({ box, data, rowHighest }: Samples, threshold: number): VoxelBox | undefined {
  const [bx, by, bz] = boxSize(box);
  let [x0, y0, z0, x1, y1, z1] = [bx, by, bz, 0, 0, 0];
  for (let row = 0; row < by * bz; row++) {
    if (rowHighest && !((rowHighest[row] as number) > threshold)) continue;
    const first = firstAbove(data, row * bx, bx, threshold);
    if (first === bx) continue;
    const past = pastAbove(data, row * bx, bx, threshold);
    const j = row % by;
    x0 = Math.min(x0, first);
    x1 = Math.max(x1, past);
    y0 = Math.min(y0, j);
    y1 = Math.max(y1, j + 1);
    z0 = Math.min(z0, (row - j) / by);
    z1 = (row - j) / by + 1;
  }
  if (x1 === 0) return undefined;
  const [x, y, z] = box.from;
  return { from: [x0 + x, y0 + y, z0 + z], to: [x1 + x, y1 + y, z1 + z] };
}

function firstAbove(data: Float32Array, start: number, length: number, threshold: number): number {
  let n = 0;
  while (n < length && !((data[start + n] as number) > threshold)) n++;
  return n;
}

function pastAbove(data: Float32Array, start: number, length: number, threshold: number): number {
  let n = length;
  while (n > 0 && !((data[start + n - 1] as number) > threshold)) n--;
  return n;
}
