import { nearestAxes } from './affine.ts';
import { boxSize } from './boxes.ts';
import type { OntoGridJob } from './onto-grid.ts';
import { byteOfLogit } from './probability-bytes.ts';

/** Where the voxels along one stored axis lie among the samples along the model axis that runs with it. */
interface Line {
  /** From one sample to the next, in the samples' data. */
  readonly stride: number;
  /** Samples along the axis that the data has. */
  readonly samples: number;
  /** Per voxel of the box: the sample before it, from the data's first one, and how far it is on the way to the next, 0…1. */
  readonly floor: Int32Array;
  readonly share: Float64Array;
}

/** Below this, and this much below the threshold, a logit's byte is taken for 0. */
const FAINT = -4;

/**
 * Each stored axis runs along one model axis: samples are mixed along one axis after another, a plane for each stored slice,
 * a line for each of its rows, so that a voxel costs one mixing instead of seven. Where samples are faint, the bytes are
 * left 0. Bytes (k, j, i) of the job's box.
 */
export function sampleAligned(job: OntoGridJob): Uint8Array<ArrayBuffer> {
  const { threshold, samples } = job;
  const [bi, bj, bk] = boxSize(job.box);
  const lines = [line(job, 0), line(job, 1), line(job, 2)] as const;
  const [alongI, alongJ] = lines;
  const faint = Math.min(FAINT, threshold - 1);
  const plane = new Float64Array(alongI.samples * alongJ.samples);
  const row = new Float64Array(alongI.samples);
  const isFaint = new Uint8Array(alongJ.samples);
  const bytes = new Uint8Array(bi * bj * bk);
  for (let k = 0; k < bk; k++) {
    mixPlane(samples.data, plane, lines, k, isFaint, faint);
    for (let j = 0; j < bj; j++) {
      const here = alongJ.floor[j] as number;
      const there = here + 1 < alongJ.samples ? here + 1 : here;
      if (isFaint[here] && isFaint[there]) continue;
      mixRow(plane, row, here, there, alongJ.share[j] as number);
      fillRow(row, alongI, job, bytes, (k * bj + j) * bi, faint);
    }
  }
  return bytes;
}

function fillRow(
  row: Float64Array,
  { floor, share }: Line,
  { threshold, level }: OntoGridJob,
  bytes: Uint8Array,
  start: number,
  faint: number,
): void {
  const last = row.length - 1;
  const [first, past] = [firstAbove(row, faint), pastAbove(row, faint)];
  let [from, to] = [0, floor.length];
  while (from < to && isFaintAt(floor[from] as number, first, past)) from++;
  while (to > from && isFaintAt(floor[to - 1] as number, first, past)) to--;
  for (let i = from; i < to; i++) {
    const at = floor[i] as number;
    const low = row[at] as number;
    const high = row[at < last ? at + 1 : at] as number;
    bytes[start + i] = byteOfLogit(low + (high - low) * (share[i] as number), threshold, level);
  }
}

/** Before the sample after `at` and behind the one at it, all are faint. */
function isFaintAt(at: number, first: number, past: number): boolean {
  return at + 1 < first || at >= past;
}

function firstAbove(row: Float64Array, faint: number): number {
  let n = 0;
  while (n < row.length && (row[n] as number) <= faint) n++;
  return n;
}

function pastAbove(row: Float64Array, faint: number): number {
  let n = row.length;
  while (n > 0 && (row[n - 1] as number) <= faint) n--;
  return n;
}

function line({ samples, toModel, box, source }: OntoGridJob, stored: 0 | 1 | 2): Line {
  // For each stored axis, the model axis along it.
  const axis = nearestAxes(toModel).world[stored] as 0 | 1 | 2;
  const [bx, by] = boxSize(samples.box);
  const first = samples.box.from[axis];
  const [count, last] = [samples.box.to[axis] - first, samples.grid.size[axis] - 1];
  const row = 4 * axis;
  // The other axes' parts are rounding errors; taken at the middle of the scan they stay so.
  const origin = ([0, 1, 2] as const).reduce(
    (sum, other) =>
      other === stored ? sum : sum + (toModel[row + other] ?? 0) * ((source.size[other] - 1) / 2),
    toModel[row + 3] ?? 0,
  );
  const length = box.to[stored] - box.from[stored];
  const floor = new Int32Array(length);
  const share = new Float64Array(length);
  for (let n = 0; n < length; n++) {
    const position = origin + (n + box.from[stored]) * (toModel[row + stored] ?? 0);
    const held = Math.max(0, Math.min(last, position)) - first;
    // Voxels at the rim of the box may lie beyond the data, where nothing is above the threshold.
    const at = Math.max(0, Math.min(count - 1, Math.floor(held)));
    floor[n] = at;
    share[n] = Math.max(0, Math.min(1, held - at));
  }
  return { stride: [1, bx, bx * by][axis] ?? 1, samples: count, floor, share };
}

/** The samples at stored slice k, (along j, along i); and per row whether none of them is above `faint`. */
function mixPlane(
  data: Float32Array,
  plane: Float64Array,
  [alongI, alongJ, alongK]: readonly [Line, Line, Line],
  k: number,
  isFaint: Uint8Array,
  faint: number,
): void {
  const floor = alongK.floor[k] as number;
  const share = alongK.share[k] as number;
  const here = floor * alongK.stride;
  const there = (floor + 1 < alongK.samples ? floor + 1 : floor) * alongK.stride;
  let n = 0;
  for (let j = 0; j < alongJ.samples; j++) {
    let at = j * alongJ.stride;
    let above = 0;
    for (let i = 0; i < alongI.samples; i++, n++) {
      const low = data[here + at] as number;
      const value = low + ((data[there + at] as number) - low) * share;
      plane[n] = value;
      if (!(value <= faint)) above = 1;
      at += alongI.stride;
    }
    isFaint[j] = 1 - above;
  }
}

function mixRow(plane: Float64Array, row: Float64Array, here: number, there: number, share: number): void {
  const width = row.length;
  for (let n = 0; n < width; n++) {
    const low = plane[here * width + n] as number;
    row[n] = low + ((plane[there * width + n] as number) - low) * share;
  }
}
