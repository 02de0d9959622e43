import { nearestAxes } from './affine.ts';
import type { OntoGridJob } from './onto-grid.ts';
import { byteOfLogit } from './probability-bytes.ts';
import { boxSize } from './runs.ts';

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

/**
 * Each stored axis runs along one model axis: samples are mixed along one axis after another, a plane for each stored slice,
 * a line for each of its rows, so that a voxel costs one mixing instead of seven. Bytes (k, j, i) of the job's box.
 */
export function sampleAligned(job: OntoGridJob): Uint8Array<ArrayBuffer> {
  const { threshold, level, onSlab, samples } = job;
  const [bi, bj, bk] = boxSize(job.box);
  const [alongI, alongJ, alongK] = [line(job, 0), line(job, 1), line(job, 2)];
  const width = alongI.samples;
  const plane = new Float64Array(width * alongJ.samples);
  const row = new Float64Array(width);
  const bytes = new Uint8Array(bi * bj * bk);
  for (let k = 0; k < bk; k++) {
    mixPlane(samples.data, plane, [alongI, alongJ, alongK], k);
    for (let j = 0; j < bj; j++) {
      mixRow(plane, row, width, alongJ, j);
      const start = (k * bj + j) * bi;
      for (let i = 0; i < bi; i++) {
        const at = alongI.floor[i] as number;
        const low = row[at] as number;
        const high = row[at + 1 < width ? at + 1 : at] as number;
        const logit = low + (high - low) * (alongI.share[i] as number);
        bytes[start + i] = byteOfLogit(logit, threshold, level);
      }
    }
    onSlab?.(k + 1, bk);
  }
  return bytes;
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

/** The samples at stored slice k, (along j, along i). */
function mixPlane(
  data: Float32Array,
  plane: Float64Array,
  [alongI, alongJ, alongK]: readonly [Line, Line, Line],
  k: number,
): void {
  const floor = alongK.floor[k] as number;
  const share = alongK.share[k] as number;
  const here = floor * alongK.stride;
  const there = (floor + 1 < alongK.samples ? floor + 1 : floor) * alongK.stride;
  let n = 0;
  for (let j = 0; j < alongJ.samples; j++) {
    let at = j * alongJ.stride;
    for (let i = 0; i < alongI.samples; i++, n++) {
      const low = data[here + at] as number;
      plane[n] = low + ((data[there + at] as number) - low) * share;
      at += alongI.stride;
    }
  }
}

function mixRow(plane: Float64Array, row: Float64Array, width: number, alongJ: Line, j: number): void {
  const floor = alongJ.floor[j] as number;
  const share = alongJ.share[j] as number;
  const here = floor * width;
  const there = (floor + 1 < alongJ.samples ? floor + 1 : floor) * width;
  for (let n = 0; n < width; n++) {
    const low = plane[here + n] as number;
    row[n] = low + ((plane[there + n] as number) - low) * share;
  }
}
