import { spacing } from './affine.ts';
import type { Vec3, Volume, VoxelBox } from './types.ts';

/** Two neighbouring slices that differ far more than those about them: slices may be missing between them, or the patient has moved. */
export interface SliceJump {
  /** The stored axis along which slices follow each other. */
  readonly axis: 0 | 1 | 2;
  /** The slice before it, from 0. */
  readonly slice: number;
  /** How many times as much the image changes there as at the two largest changes about it, in the mean. */
  readonly times: number;
}

/** Of 45 real scans none has more than 1.6 (docs/reliability.md, Missing slices). */
const JUMP = 1.7;
/** Slices on either side whose changes are beside it, of which so many are there at least: at its ends a scan fades in and out. */
const ABOUT = 4;
const LEAST_ABOUT = 2;
/** Of shorter scans too few slices tell what is usual. */
const FEWEST = 20;
/** Samples of a slice along each of its axes at most. */
const SAMPLES = 64;
/** An axis along which voxels are longer than others by this factor is that of the slices; else the third as stored. */
const THICKER = 1.2;
/** HU of soft tissue: all that is brighter or darker changes little. */
const TISSUE = [-150, 250] as const;
/** In other scans: between these shares of all values. */
const SHARES = [0.01, 0.99] as const;

/** Of all samples one in so many says what is usual: a prime, so that it falls on all places of a slice. */
const EACH = 17;

type Range = readonly [low: number, high: number];
type Scan = Pick<Volume, 'data' | 'slope' | 'intercept' | 'grid' | 'modality'>;

/** The largest jump between neighbouring slices of what a scan shows (`view`); undefined where none stands out. */
export function sliceJump(scan: Scan, view: VoxelBox): SliceJump | undefined {
  const axis = sliceAxis(scan);
  if (view.to[axis] - view.from[axis] < FEWEST) return undefined;
  const changes = changesAlong(axis, scan, view);
  let most = { slice: 0, times: 0 };
  for (let n = LEAST_ABOUT; n < changes.length - LEAST_ABOUT; n++) {
    const about = [...changes.subarray(Math.max(0, n - ABOUT), n), ...changes.subarray(n + 1, n + 1 + ABOUT)];
    const [largest = 0, second = 0] = about.sort((a, b) => b - a);
    const times = (changes[n] as number) / ((largest + second) / 2);
    // Blank slices within a scan change nothing, beside which all is a jump.
    if (Number.isFinite(times) && times > most.times) most = { slice: view.from[axis] + n, times };
  }
  return most.times > JUMP ? { axis, ...most } : undefined;
}

function sliceAxis({ grid }: Pick<Scan, 'grid'>): 0 | 1 | 2 {
  const lengths = spacing(grid.voxelToWorld);
  const isThickest = (axis: 0 | 1 | 2) =>
    lengths.every((mm, other) => other === axis || lengths[axis] > THICKER * mm);
  return ([0, 1, 2] as const).find(isThickest) ?? 2;
}

/** The mean change from each slice along `axis` to the next. */
function changesAlong(axis: 0 | 1 | 2, scan: Scan, view: VoxelBox): Float64Array {
  const { data, grid } = scan;
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  const [u, v] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
  const at: number[] = [];
  for (const q of placesAlong(v, view)) {
    for (const p of placesAlong(u, view)) at.push(p * strides[u] + q * strides[v]);
  }
  const count = view.to[axis] - view.from[axis];
  const samples = new Float32Array(count * at.length);
  for (let n = 0, m = 0; n < count; n++) {
    const start = (view.from[axis] + n) * strides[axis];
    for (const place of at) samples[m++] = data[start + place] as number;
  }
  return changesOf(samples, count, scan.modality === 'CT' ? storedHu(TISSUE, scan) : usualRange(samples));
}

/** Places in the middle of equal parts of a view's axis. */
function placesAlong(axis: 0 | 1 | 2, { from, to }: { readonly from: Vec3; readonly to: Vec3 }) {
  const length = to[axis] - from[axis];
  const count = Math.min(length, SAMPLES);
  return Array.from({ length: count }, (_, n) => from[axis] + Math.floor(((n + 0.5) * length) / count));
}

/** What is stored for two values, the lower first. */
function storedHu(values: Range, { slope, intercept }: Scan): Range {
  const [one, other] = [(values[0] - intercept) / slope, (values[1] - intercept) / slope];
  return [Math.min(one, other), Math.max(one, other)];
}

function usualRange(samples: Float32Array): Range {
  const some = new Float32Array(Math.ceil(samples.length / EACH));
  for (let n = 0; n < some.length; n++) some[n] = samples[n * EACH] as number;
  some.sort();
  const at = (share: number) => some[Math.floor(share * (some.length - 1))] ?? 0;
  return [at(SHARES[0]), at(SHARES[1])];
}

function changesOf(samples: Float32Array, count: number, [low, high]: Range): Float64Array {
  const each = samples.length / count;
  const changes = new Float64Array(count - 1);
  const clipped = (n: number) => Math.min(high, Math.max(low, samples[n] as number));
  for (let n = 0; n + 1 < count; n++) {
    let sum = 0;
    for (let m = n * each; m < (n + 1) * each; m++) sum += Math.abs(clipped(m + each) - clipped(m));
    changes[n] = sum / each;
  }
  return changes;
}
