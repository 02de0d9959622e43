import { toWorld } from './affine.ts';
import { boxSize } from './boxes.ts';
import type { OntoGridJob } from './onto-grid.ts';
import { byteOfLogit } from './probability-bytes.ts';

/**
 * The grids are turned against each other: each voxel mixes its eight samples. Of every row only the voxels that can draw on
 * samples above the threshold are visited. Bytes (k, j, i) of the job's box.
 */
export function sampleTurned(job: OntoGridJob): Uint8Array<ArrayBuffer> {
  const { box } = job;
  const [bi, bj, bk] = boxSize(box);
  const bytes = new Uint8Array(bi * bj * bk);
  for (let k = 0; k < bk; k++) {
    for (let j = 0; j < bj; j++) fillRow(job, bytes, (k * bj + j) * bi, j + box.from[1], k + box.from[2]);
  }
  return bytes;
}

function fillRow(job: OntoGridJob, bytes: Uint8Array, start: number, j: number, k: number): void {
  const { samples, toModel, box, threshold, level } = job;
  const { data, grid } = samples;
  const [x0, y0, z0] = samples.box.from;
  const [bx, by, bz] = boxSize(samples.box);
  const [lastX, lastY, lastZ] = [grid.size[0] - 1, grid.size[1] - 1, grid.size[2] - 1];
  const origin = toWorld(toModel, [0, j, k]);
  const [stepX, stepY, stepZ] = [toModel[0], toModel[4], toModel[8]];
  const [first, past] = visited(job, origin);
  for (let i = first; i < past; i++) {
    const x = clamp(clamp(origin[0] + i * stepX, lastX) - x0, bx - 1);
    const y = clamp(clamp(origin[1] + i * stepY, lastY) - y0, by - 1);
    const z = clamp(clamp(origin[2] + i * stepZ, lastZ) - z0, bz - 1);
    const [fx, fy, fz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const at = (fz * by + fy) * bx + fx;
    const right = fx + 1 < bx ? 1 : 0;
    const ahead = fy + 1 < by ? bx : 0;
    const above = fz + 1 < bz ? bx * by : 0;
    const lower = bilinear(data, at, right, ahead, x - fx, y - fy);
    const upper = bilinear(data, at + above, right, ahead, x - fx, y - fy);
    bytes[start + i - box.from[0]] = byteOfLogit(lower + (upper - lower) * (z - fz), threshold, level);
  }
}

function clamp(value: number, last: number): number {
  return Math.max(0, Math.min(last, value));
}

/** The voxels of a row, along i, whose positions lie within one sample of the hot box along every axis, or beyond an edge it touches. */
function visited(
  { hot, samples, toModel, box }: OntoGridJob,
  origin: readonly number[],
): readonly [first: number, past: number] {
  let [low, high] = [box.from[0], box.to[0] - 1];
  for (const axis of [0, 1, 2] as const) {
    const step = toModel[4 * axis] ?? 0;
    const from = hot.from[axis] === 0 ? Number.NEGATIVE_INFINITY : hot.from[axis] - 1;
    const to = hot.to[axis] === samples.grid.size[axis] ? Number.POSITIVE_INFINITY : hot.to[axis];
    const at = origin[axis] ?? 0;
    if (Math.abs(step) < 1e-12) {
      if (at < from || at > to) return [0, 0];
      continue;
    }
    const [a, b] = [(from - at) / step, (to - at) / step];
    low = Math.max(low, Math.floor(Math.min(a, b)));
    high = Math.min(high, Math.ceil(Math.max(a, b)));
  }
  return [low, high + 1];
}

function bilinear(
  values: Float32Array,
  at: number,
  right: number,
  ahead: number,
  u: number,
  v: number,
): number {
  const near = (values[at] as number) * (1 - u) + (values[at + right] as number) * u;
  const far = (values[at + ahead] as number) * (1 - u) + (values[at + ahead + right] as number) * u;
  return near * (1 - v) + far * v;
}
