import { boxSize } from '#volume/boxes.ts';
import type { Mask, Vec3 } from '#volume/types.ts';
import { difference, type Marks, rebox, widenedBy } from './edits.ts';
import { type Extent, type StoredAxis, voxelSteps } from './reach.ts';

/** Beyond so many standard deviations a Gaussian is nothing. */
const TAIL = 3;

/**
 * Smooths the border of a mask: a voxel is inside where, of what a Gaussian with a standard deviation of `mm` sees about it, more
 * than half is inside. Flat borders stay, bumps and dents smaller than that go, and so do thin parts. The Gaussian runs along
 * the stored axes, each in its own millimetres, and not across the axis given; the scan goes on beyond its edge as it ends.
 * Undefined where nothing changes.
 */
export function smooth(mask: Mask, { mm, across }: Extent): Marks | undefined {
  const steps = voxelSteps(mask.grid);
  const sigmas = steps.map((step, axis) => (axis === across ? 0 : mm / step)) as unknown as Vec3;
  const reach = sigmas.map((sigma) => Math.ceil(TAIL * sigma)) as unknown as Vec3;
  const box = widenedBy(mask.box, reach, mask.grid);
  const size = boxSize(box);
  const data = rebox(mask, box);
  let share = new Float32Array(data.length);
  for (let n = 0; n < data.length; n++) share[n] = (data[n] as number) >= mask.level ? 1 : 0;
  for (const axis of [0, 1, 2] as const) {
    if (sigmas[axis] > 0) share = blurred(share, size, axis, kernel(sigmas[axis]));
  }
  for (let n = 0; n < data.length; n++) data[n] = (share[n] as number) > 0.5 ? 255 : 0;
  return difference(mask, { ...mask, box, data });
}

/** Weights of a Gaussian at whole voxels, which add up to 1; the first is the middle one. */
function kernel(sigma: number): Float64Array {
  const weights = Float64Array.from({ length: Math.ceil(TAIL * sigma) + 1 }, (_, n) =>
    Math.exp((-n * n) / (2 * sigma * sigma)),
  );
  const total = weights.reduce((sum, weight, n) => sum + (n === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / total);
}

function blurred(
  values: Float32Array<ArrayBuffer>,
  size: Vec3,
  axis: StoredAxis,
  weights: Float64Array,
): Float32Array<ArrayBuffer> {
  const stride = [1, size[0], size[0] * size[1]][axis] ?? 1;
  const length = size[axis];
  const result = values.slice();
  const line = new Float64Array(length);
  const steps = new Int32Array(length + 1);
  for (let block = 0; block < values.length; block += stride * length) {
    for (let start = block; start < block + stride; start++) {
      for (let n = 0; n < length; n++) line[n] = values[start + n * stride] as number;
      blurLine(line, steps, weights, (n, value) => {
        result[start + n * stride] = value;
      });
    }
  }
  return result;
}

/** Tells what each value of a line becomes where it changes: most lines are all inside or all outside about most places. */
function blurLine(
  line: Float64Array,
  steps: Int32Array,
  weights: Float64Array,
  tell: (n: number, value: number) => void,
): void {
  const [last, reach] = [line.length - 1, weights.length - 1];
  // How often the value has changed up to a place.
  for (let n = 1; n <= last; n++) steps[n] = (steps[n - 1] as number) + (line[n] === line[n - 1] ? 0 : 1);
  if (steps[last] === 0) return;
  for (let n = 0; n <= last; n++) {
    const isFlat = steps[Math.min(last, n + reach)] === steps[Math.max(0, n - reach)];
    if (!isFlat) tell(n, weighed(line, n, weights));
  }
}

function weighed(line: Float64Array, at: number, weights: Float64Array): number {
  const last = line.length - 1;
  let sum = (weights[0] as number) * (line[at] as number);
  for (let n = 1; n < weights.length; n++) {
    const [below, above] = [Math.max(0, at - n), Math.min(last, at + n)];
    sum += (weights[n] as number) * ((line[below] as number) + (line[above] as number));
  }
  return sum;
}
