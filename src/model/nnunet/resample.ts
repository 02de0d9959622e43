import type { NnunetResampling } from '#model/manifest-nnunet.ts';
import type { Vec3 } from '#volume/types.ts';
import { AXES, type Axis, inverseOrder, perAxis, product, reordered, roundToEven } from './axes.ts';
import { resampleAxis } from './resample-axis.ts';

/** An array of three axes, slowest first, that is read slice by slice of the slowest. */
export interface Slices {
  readonly size: Vec3;
  /** Writes slice `k` to `out`. */
  read(k: number, out: Float32Array): void;
}

/** Samples that an array of `size` has at another spacing: rounded, halves to the even. */
export function resampledSize(size: Vec3, current: Vec3, wanted: Vec3, { kind }: NnunetResampling): Vec3 {
  if (kind === 'none') return size;
  return perAxis((axis) => Math.max(1, roundToEven((current[axis] / wanted[axis]) * size[axis])));
}

const ANISOTROPIC = 3;

/** The axis that is resampled by itself; undefined where none is. Source: determine_do_sep_z_and_axis. */
export function separateAxis(current: Vec3, wanted: Vec3, rule: NnunetResampling): Axis | undefined {
  if (rule.kind === 'none' || rule.separateZ === false) return undefined;
  const isAnisotropic = (spacing: Vec3) => Math.max(...spacing) / Math.min(...spacing) > ANISOTROPIC;
  const decides = rule.separateZ ? current : [current, wanted].find(isAnisotropic);
  if (!decides) return undefined;
  const widest = AXES.filter((axis) => Math.max(...decides) / decides[axis] === 1);
  return widest.length === 1 ? widest[0] : undefined;
}

interface Orders {
  readonly inPlane: 0 | 1 | 3;
  readonly through: 0 | 1 | 3;
  /** Each slice is cut off at its own range, instead of all at that of the whole. */
  readonly bySlice: boolean;
}

export function ordersOf(rule: NnunetResampling, axis: Axis | undefined): Orders {
  if (rule.kind === 'none') return { inPlane: 0, through: 0, bySlice: false };
  const { order, orderZ } = rule.kind === 'torch' ? ({ order: 1, orderZ: 0 } as const) : rule;
  return { inPlane: order, through: axis === undefined ? order : orderZ, bySlice: axis !== undefined };
}

/** The axes with `axis` before the others. */
export function withFirst(axis: Axis | undefined): Vec3 {
  if (axis === undefined) return [0, 1, 2];
  const [a, b] = AXES.filter((other) => other !== axis) as [Axis, Axis];
  return [axis, a, b];
}

/** `source` resampled to `size`: within slices first, one at a time, then across them. `onSlice` hears of each. */
export function resampleSlices(
  source: Slices,
  size: Vec3,
  { inPlane, through, bySlice }: Orders,
  onSlice: (done: number) => void = () => undefined,
): Float32Array {
  const [count, rows, columns] = source.size;
  const plane = size[1] * size[2];
  const between = new Float32Array(count * plane);
  const read = new Float32Array(rows * columns);
  const range = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
  const resize = planeResizer([rows, columns], [size[1], size[2]], inPlane);
  for (let k = 0; k < count; k++) {
    source.read(k, read);
    const own = rangeOf(read);
    range.low = Math.min(range.low, own.low);
    range.high = Math.max(range.high, own.high);
    const made = between.subarray(k * plane, (k + 1) * plane);
    made.set(resize(read));
    if (bySlice) clip(made, own);
    onSlice(k + 1);
  }
  if (count === size[0]) return bySlice ? between : clip(between, range);
  const out = new Float32Array(product(size));
  resampleAxis(between, { outer: 1, count, inner: plane }, out, size[0], through);
  return bySlice ? out : clip(out, range);
}

type Plane = readonly [rows: number, columns: number];

/** What resizes planes: along rows first, then along columns, in double precision. */
function planeResizer(from: Plane, to: Plane, order: 0 | 1 | 3): (plane: Float32Array) => ArrayLike<number> {
  if (from[0] === to[0] && from[1] === to[1]) return (plane) => plane;
  const half = new Float64Array(from[0] * to[1]);
  const whole = new Float64Array(to[0] * to[1]);
  return (plane) => {
    resampleAxis(plane, { outer: from[0], count: from[1], inner: 1 }, half, to[1], order);
    resampleAxis(half, { outer: 1, count: from[0], inner: to[1] }, whole, to[0], order);
    return whole;
  };
}

function rangeOf(values: Float32Array) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let n = 0; n < values.length; n++) {
    const value = values[n] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

function clip(values: Float32Array, { low, high }: { readonly low: number; readonly high: number }) {
  for (let n = 0; n < values.length; n++) {
    const value = values[n] as number;
    if (value < low) values[n] = low;
    else if (value > high) values[n] = high;
  }
  return values;
}

/** `data` of `size`, whose axes are in the order `axes`, with them in their own. */
export function inOrder(data: Float32Array, size: Vec3, axes: Vec3): Float32Array {
  if (AXES.every((axis) => axes[axis] === axis)) return data;
  const back = inverseOrder(axes);
  const [count, rows, columns] = reordered(size, back);
  const [a, b, c] = reordered([size[1] * size[2], size[2], 1], back);
  const out = new Float32Array(data.length);
  let n = 0;
  for (let k = 0; k < count; k++) {
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < columns; i++) out[n++] = data[k * a + j * b + i * c] as number;
    }
  }
  return out;
}
