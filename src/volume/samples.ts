import { boxSize } from './runs.ts';
import type { Grid, Vec3, VoxelBox } from './types.ts';

/** Logits of a box of a model grid, (k, j, i) of the box, float32. Beyond the box they are below any threshold of interest. */
export interface Samples {
  readonly grid: Grid;
  readonly box: VoxelBox;
  readonly data: Float32Array;
}

/**
 * What of `logits`, (K, J, I) on `grid`, can decide about voxels at thresholds of at least `floor`: the box of the samples
 * above it and one more on each side. A copy; `logits` may be let go.
 */
export function samplesAbove(logits: Float32Array, grid: Grid, floor: number): Samples {
  const whole = { grid, box: { from: [0, 0, 0] as Vec3, to: grid.size }, data: logits };
  const hot = boxAbove(whole, floor);
  if (!hot) return { grid, box: { from: [0, 0, 0], to: [0, 0, 0] }, data: new Float32Array() };
  const from = hot.from.map((n) => Math.max(0, n - 1)) as unknown as Vec3;
  const to = hot.to.map((n, axis) => Math.min(grid.size[axis] ?? 0, n + 1)) as unknown as Vec3;
  const [nx, ny] = grid.size;
  const [bx, by, bz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const data = new Float32Array(bx * by * bz);
  for (let k = 0; k < bz; k++) {
    for (let j = 0; j < by; j++) {
      const row = ((k + from[2]) * ny + j + from[1]) * nx + from[0];
      data.set(logits.subarray(row, row + bx), (k * by + j) * bx);
    }
  }
  return { grid, box: { from, to }, data };
}

/** The smallest box of the grid that holds every sample above `threshold`; undefined where none is. */
export function boxAbove({ box, data }: Samples, threshold: number): VoxelBox | undefined {
  const [bx, by, bz] = boxSize(box);
  let [x0, y0, z0, x1, y1, z1] = [bx, by, bz, 0, 0, 0];
  for (let row = 0; row < by * bz; row++) {
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

/** The largest of `logits`; -Infinity of none. */
export function highest(logits: Float32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < logits.length; n++) if ((logits[n] as number) > most) most = logits[n] as number;
  return most;
}
