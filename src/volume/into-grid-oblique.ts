import { toWorld } from './affine.ts';
import { axisWeights, weighPlanes, weighRows } from './axis-weights.ts';
import type { ResampleJob } from './into-grid.ts';
import type { Vec3 } from './types.ts';

/**
 * Resampling between grids that are turned against each other. Stored slices are smoothed in their plane one after
 * another; a sample is taken as soon as the slices it needs are there, and only those are kept.
 */
export function sampleOblique(job: ResampleJob): Float32Array {
  const { volume, target, taps, fill, onSlab } = job;
  const [ni, nj, nk] = volume.grid.size;
  const result = new Float32Array(target.size[0] * target.size[1] * target.size[2]).fill(fill);
  const waiting = byLowerSlice(job);
  const smooth = planeSmoother(job);
  const radius = (taps[2].length - 1) / 2;
  const kept = Array.from({ length: 2 * radius + 2 }, () => new Float32Array(ni * nj));
  const slice = (k: number) => kept[Math.max(0, Math.min(nk - 1, k)) % kept.length] ?? result;
  let next = 0;
  for (let k = 0; k < nk; k++) {
    const last = Math.min(nk - 1, k + 1 + radius);
    for (; next <= last; next++) smooth(next, slice(next));
    for (const n of waiting.of(k)) {
      const [p, q, r] = positionOf(job, n);
      const share = Math.max(0, Math.min(nk - 1, r)) - k;
      const nextSlice = Math.min(nk - 1, k + 1);
      let sum = 0;
      taps[2].forEach((weight, tap) => {
        const here = sampleSlice(slice(k + tap - radius), p, q, ni, nj);
        const there = share === 0 ? here : sampleSlice(slice(nextSlice + tap - radius), p, q, ni, nj);
        sum += weight * (here + (there - here) * share);
      });
      result[n] = sum;
    }
    onSlab?.(k + 1, nk);
  }
  return result;
}

/** Where sample `n` of the target sits in stored voxels. */
function positionOf({ toSource, target: { size } }: ResampleJob, n: number): Vec3 {
  const i = n % size[0];
  const j = Math.floor(n / size[0]) % size[1];
  const [p, q, r] = toWorld(toSource, [i, j, Math.floor(n / (size[0] * size[1]))]);
  return [p, q, r];
}

/** The samples inside the scan, sorted by the stored slice below them. */
function byLowerSlice(job: ResampleJob): { of: (k: number) => Int32Array } {
  const [ni, nj, nk] = job.volume.grid.size;
  const count = job.target.size[0] * job.target.size[1] * job.target.size[2];
  const lower = (n: number) => {
    const [p, q, r] = positionOf(job, n);
    const isInside = p >= -0.5 && p <= ni - 0.5 && q >= -0.5 && q <= nj - 0.5 && r >= -0.5 && r <= nk - 0.5;
    return isInside ? Math.max(0, Math.min(nk - 1, Math.floor(r))) : -1;
  };
  const ends = new Int32Array(nk + 1);
  for (let n = 0; n < count; n++) {
    const k = lower(n);
    if (k >= 0) ends[k + 1] = (ends[k + 1] ?? 0) + 1;
  }
  for (let k = 0; k < nk; k++) ends[k + 1] = (ends[k + 1] ?? 0) + (ends[k] ?? 0);
  const sorted = new Int32Array(ends[nk] ?? 0);
  const cursor = ends.slice();
  for (let n = 0; n < count; n++) {
    const k = lower(n);
    if (k < 0) continue;
    const at = cursor[k] ?? 0;
    sorted[at] = n;
    cursor[k] = at + 1;
  }
  return { of: (k) => sorted.subarray(ends[k], ends[k + 1]) };
}

/** Reads stored slice k into `result`, mapped and smoothed along i and j. */
function planeSmoother({ volume, value, taps }: ResampleJob) {
  const [ni, nj] = volume.grid.size;
  const wi = axisWeights(taps[0], ni, { start: 0, step: 1, length: ni });
  const wj = axisWeights(taps[1], nj, { start: 0, step: 1, length: nj });
  const raw = new Float32Array(ni * nj);
  const rows = new Float32Array(ni * nj);
  return (k: number, result: Float32Array): void => {
    for (let n = 0; n < raw.length; n++) raw[n] = value(volume.data[k * raw.length + n] ?? 0);
    weighRows(raw, rows, wi, nj);
    weighPlanes(rows, result, wj, ni);
  };
}

/** The slice at (p, q), between its samples; beyond the outermost the nearest holds. */
function sampleSlice(slice: Float32Array, p: number, q: number, ni: number, nj: number): number {
  const x = Math.max(0, Math.min(ni - 1, p));
  const y = Math.max(0, Math.min(nj - 1, q));
  const i = Math.floor(x);
  const j = Math.floor(y);
  const at = j * ni + i;
  const right = i + 1 < ni ? 1 : 0;
  const ahead = j + 1 < nj ? ni : 0;
  const near = (slice[at] ?? 0) * (1 - x + i) + (slice[at + right] ?? 0) * (x - i);
  const far = (slice[at + ahead] ?? 0) * (1 - x + i) + (slice[at + ahead + right] ?? 0) * (x - i);
  return near + (far - near) * (y - j);
}
