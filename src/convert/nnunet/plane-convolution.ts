import type { OnnxModel } from '#convert/onnx/onnx-model.ts';
import type { Triple } from './architecture.ts';

export interface PlaneConvolution {
  /** Of the input (1, from, …size), the weight (to, from, …kernel), the bias if there is one, and the output (1, to, …). */
  readonly value: string;
  readonly weight: string;
  readonly bias: readonly string[];
  readonly output: string;
  readonly from: number;
  readonly to: number;
  readonly size: Triple;
  readonly kernel: Triple;
  readonly stride: Triple;
}

/** Bytes of what is stacked at a time; more makes nothing faster, and few GPUs bind a buffer of a gigabyte. */
export const MOST_STACKED_BYTES = 2 ** 28;
const FLOAT = 4;
const UP_TO_DOWN = [0, 2, 1, 3, 4];
/** What onnxruntime's WebGPU provider reads at once. */
const AT_ONCE = 4;

/**
 * Channels of zeros that are added to each slice before as many as a kernel reaches are stacked. onnxruntime 1.30 gives wrong sums on WebGPU,
 * on any GPU, for a 2D convolution over a number of channels that three divides and four does not, three alone excepted: it reads
 * three at once and counts as if they were four. Source: conv2d_mm.cc there; github.com/microsoft/onnxruntime/issues/29651 shows the same.
 */
export function spareChannels(from: number, depth: number): number {
  const channels = from * depth;
  const isMisread = channels > 3 && channels % 3 === 0 && channels % AT_ONCE !== 0;
  return isMisread ? AT_ONCE - (from % AT_ONCE) : 0;
}

/**
 * A convolution over volumes, padded so that its kernel's middle goes over every sample, written as one over planes: slices along
 * the slowest axis are the batch, and the slices that a kernel reaches are more channels. The same sums in another order.
 * Measured on WebGPU it takes a quarter to a seventh of the time (docs/performance.md).
 */
export function convolveByPlanes(
  model: OnnxModel,
  given: PlaneConvolution,
  mostBytes = MOST_STACKED_BYTES,
): void {
  const { kernel, stride } = given;
  const isSingle = [...kernel, ...stride].every((n) => n === 1);
  if (isSingle) overSamples(model, given);
  else overSlices(model, given, mostBytes);
}

function overSlices(model: OnnxModel, given: PlaneConvolution, mostBytes: number): void {
  const { output, kernel, stride } = given;
  const own = (part: string) => `${output}.${part}`;
  const axis = model.integers(own('first'), [0]);
  const turned = model.node('Transpose', [given.value], own('turned'), { perm: UP_TO_DOWN });
  const slices = model.node('Squeeze', [turned, axis], own('slices'));
  const padded = paddedSlices(model, slices, given, own);
  const weight = stackedWeight(model, given);
  const count = Math.ceil(given.size[0] / stride[0]);
  const made = chunks(given, count, mostBytes).map(([from, to], n) => {
    const stacked = stackedSlices(model, padded, given, {
      from,
      to,
      own: (part) => own(`${part}.${n}`),
      axis,
    });
    const margins = [(kernel[1] - 1) / 2, (kernel[2] - 1) / 2];
    return model.node('Conv', [stacked, weight, ...given.bias], own(`plane.${n}`), {
      ...{ kernel_shape: kernel.slice(1), strides: stride.slice(1), pads: [...margins, ...margins] },
    });
  });
  const [only = ''] = made;
  const whole = made.length === 1 ? only : model.node('Concat', made, own('planes'), { axis: 0 });
  const volume = model.node('Unsqueeze', [whole, axis], own('volume'));
  model.node('Transpose', [volume], output, { perm: UP_TO_DOWN });
}

/** Over single samples nothing is to be moved: two axes become one. */
function overSamples(model: OnnxModel, given: PlaneConvolution): void {
  const { value, output, from, to, size } = given;
  const flat = model.integers(`${output}.flat`, [1, from, size[0] * size[1], size[2]]);
  const rows = model.node('Reshape', [value, flat], `${output}.rows`);
  const shape = model.integers(`${output}.shape`, [to, from, 1, 1]);
  const weight = model.node('Reshape', [given.weight, shape], `${output}.weight`);
  const made = model.node('Conv', [rows, weight, ...given.bias], `${output}.made`, { kernel_shape: [1, 1] });
  const whole = model.integers(`${output}.whole`, [1, to, ...size]);
  model.node('Reshape', [made, whole], output);
}

/** (to, from, depth, rows, columns) as (to, depth · from, rows, columns), with zeros for channels that are spare. */
function stackedWeight(model: OnnxModel, { weight, output, from, to, kernel }: PlaneConvolution): string {
  const [depth, rows, columns] = kernel;
  const spare = spareChannels(from, depth);
  let turned = model.node('Transpose', [weight], `${output}.kernel`, { perm: UP_TO_DOWN });
  if (spare > 0) {
    const pads = model.integers(`${output}.spare`, [0, 0, 0, 0, 0, 0, 0, spare, 0, 0]);
    turned = model.node('Pad', [turned, pads], `${output}.widened`);
  }
  const shape = model.integers(`${output}.shape`, [to, depth * (from + spare), rows, columns]);
  return model.node('Reshape', [turned, shape], `${output}.weight`);
}

/** (slices, from, rows, columns) with slices of zeros before and behind, and with the channels that are spare. */
function paddedSlices(
  model: OnnxModel,
  slices: string,
  { from, kernel: [depth] }: PlaneConvolution,
  own: (part: string) => string,
): string {
  const [margin, spare] = [(depth - 1) / 2, spareChannels(from, depth)];
  if (margin === 0 && spare === 0) return slices;
  const pads = model.integers(own('pads'), [margin, 0, 0, 0, margin, spare, 0, 0]);
  return model.node('Pad', [slices, pads], own('padded'));
}

interface Chunk {
  /** Slices of the output. */
  readonly from: number;
  readonly to: number;
  readonly axis: string;
  readonly own: (part: string) => string;
}

/** For each slice of the output those that the kernel reaches, (slices, depth · from, rows, columns). */
function stackedSlices(
  model: OnnxModel,
  padded: string,
  { kernel: [depth], stride: [step] }: PlaneConvolution,
  { from, to, axis, own }: Chunk,
): string {
  const steps = model.integers(own('step'), [step]);
  const shifted = Array.from({ length: depth }, (_, at) => {
    const first = model.integers(own(`from.${at}`), [from * step + at]);
    const past = model.integers(own(`to.${at}`), [(to - 1) * step + at + 1]);
    return model.node('Slice', [padded, first, past, axis, steps], own(`shifted.${at}`));
  });
  const [only = ''] = shifted;
  return depth === 1 ? only : model.node('Concat', shifted, own('stacked'), { axis: 1 });
}

/** Slices of the output, as many at a time as can be stacked. */
function chunks(
  { from, kernel, size }: PlaneConvolution,
  count: number,
  mostBytes: number,
): readonly (readonly [from: number, to: number])[] {
  const bytes = FLOAT * (from + spareChannels(from, kernel[0])) * kernel[0] * size[1] * size[2];
  const parts = Math.min(count, Math.max(1, Math.ceil((bytes * count) / mostBytes)));
  return Array.from({ length: parts }, (_, n) => [
    Math.floor((n * count) / parts),
    Math.floor(((n + 1) * count) / parts),
  ]);
}
