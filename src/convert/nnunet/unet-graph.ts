import { countOf } from '#convert/checkpoint.ts';
import type { Encoding } from '#convert/encode.ts';
import { OnnxModel } from '#convert/onnx/onnx-model.ts';
import type { Triple, Unet } from './architecture.ts';
import { convolveByPlanes, type PlaneConvolution } from './plane-convolution.ts';
import { type Convolution, type DecoderStage, partsOf, type ResidualBlock } from './unet-weights.ts';
import { type PlacedWeight, type Precision, WeightFile } from './weight-file.ts';

export interface UnetGraph {
  readonly graph: Uint8Array<ArrayBuffer>;
  readonly weights: readonly PlacedWeight[];
  /** Of the file of weights. */
  readonly bytes: number;
  /** Multiplications and additions of one patch, in GFLOP. */
  readonly gflop: number;
  /** Channels of the output. */
  readonly features: number;
}

/** 'volumes': convolutions in 3D, as published. 'planes': the same ones in 2D (plane-convolution.ts), of the same weights. */
export type GraphForm = 'volumes' | 'planes';

/** Names of the graph's input and output. */
export const [IMAGE, FEATURES] = ['image', 'features'] as const;

/**
 * The graph of a network without its head: from a patch, (1, 1, z, y, x), to what the last stage of the decoder gives,
 * (1, channels, z, y, x), in the network's axes. Weights lie in the file `path` beside it, stored as `precision` says: int8
 * leaves the first convolution, of a single channel, at float16, and norms and biases are float32 always.
 * The file is the same for both forms.
 */
export function unetGraph(
  unet: Unet,
  precision: Precision,
  path: string,
  form: GraphForm = 'volumes',
): UnetGraph {
  const writer = new UnetWriter(unet, precision, path, form);
  return writer.write();
}

/** A value of the graph with its channels and extent. */
interface Value {
  readonly name: string;
  readonly channels: number;
  readonly size: Triple;
}

/** A convolution over a value: its parts by their names in the graph. */
interface Sum extends Pick<PlaneConvolution, 'output' | 'weight' | 'bias' | 'to' | 'kernel' | 'stride'> {}

class UnetWriter {
  readonly #model = new OnnxModel();
  readonly #file: WeightFile;
  readonly #unet: Unet;
  readonly #precision: Precision;
  readonly #form: GraphForm;
  #flop = 0;

  constructor(unet: Unet, precision: Precision, path: string, form: GraphForm) {
    this.#unet = unet;
    this.#precision = precision;
    this.#form = form;
    this.#file = new WeightFile(path, this.#model);
  }

  write(): UnetGraph {
    const { patch } = this.#unet;
    const { stem, plain, residual, decoder } = partsOf(this.#unet);
    let value: Value = { name: this.#model.input(IMAGE, [1, 1, ...patch]), channels: 1, size: patch };
    if (stem) value = this.#normed(value, stem);
    const skips: Value[] = [];
    for (const stage of plain) {
      for (const each of stage) value = this.#normed(value, each);
      skips.push(value);
    }
    for (const stage of residual) {
      for (const each of stage) value = this.#residual(value, each);
      skips.push(value);
    }
    skips.pop();
    for (const stage of decoder) value = this.#decoder(value, stage, skips.pop());
    this.#model.node('Identity', [value.name], FEATURES);
    this.#model.output(FEATURES, [1, value.channels, ...value.size]);
    return {
      graph: this.#model.bytes(),
      weights: this.#file.weights,
      bytes: this.#file.bytes,
      gflop: this.#flop / 1e9,
      features: value.channels,
    };
  }

  /** Convolution, instance norm and, unless it is left out, the activation. */
  #normed(input: Value | readonly Value[], given: Convolution, isActive = true): Value {
    const { norm } = this.#unet;
    const convolved = this.#convolve([input].flat(), given);
    const affine = (part: 'weight' | 'bias', value: number) => {
      const name = `${given.name}.norm.${part}`;
      const source = norm.affine
        ? ({ kind: 'tensor', name } as const)
        : ({ kind: 'constant', value } as const);
      return this.#file.add(name, source, [given.to], 'float32');
    };
    const inputs = [convolved.name, affine('weight', 1), affine('bias', 0)];
    const name = this.#model.node('InstanceNormalization', inputs, `${given.name}.normed`, {
      epsilon: { float: norm.eps },
    });
    const normed = { ...convolved, name };
    return isActive ? this.#activated(normed, given.name) : normed;
  }

  /**
   * Of several values, whose channels the weight has one behind the other, the sum of what each gives: the same sums in another
   * order, and the values need not be joined, which at the finest stage would be the most memory of all.
   */
  #convolve(inputs: readonly Value[], { name, from, to, kernel, stride, hasBias }: Convolution): Value {
    const weight = this.#file.add(
      `${name}.conv.weight`,
      { kind: 'tensor', name: `${name}.conv.weight` },
      [to, from, ...kernel],
      this.#encoding(from),
    );
    const bias = `${name}.conv.bias`;
    const biases = hasBias ? [this.#file.add(bias, { kind: 'tensor', name: bias }, [to], 'float32')] : [];
    const [input] = inputs;
    if (!input) throw new Error('There is nothing to convolve.');
    const output = `${name}.convolved`;
    if (inputs.length === 1) this.#sum(input, { output, weight, bias: biases, to, kernel, stride });
    else {
      let first = 0;
      const parts = inputs.map((each, n) => {
        const own = this.#channels(weight, [first, first + each.channels], `${name}.weight.${n}`);
        first += each.channels;
        const part = `${name}.part.${n}`;
        this.#sum(each, { output: part, weight: own, bias: n === 0 ? biases : [], to, kernel, stride });
        return part;
      });
      this.#model.node('Add', parts, output);
    }
    const size = input.size.map((n, axis) => Math.ceil(n / (stride[axis] ?? 1))) as unknown as Triple;
    this.#flop += 2 * countOf(size) * to * from * countOf(kernel);
    return { name: `${name}.convolved`, channels: to, size };
  }

  /** Of a weight, (to, from, …kernel), those of some of the channels that it is over. */
  #channels(weight: string, [from, to]: readonly [number, number], name: string): string {
    const [first, past, axis] = [
      this.#model.integers(`${name}.from`, [from]),
      this.#model.integers(`${name}.to`, [to]),
      this.#model.integers(`${name}.axis`, [1]),
    ];
    return this.#model.node('Slice', [weight, first, past, axis], name);
  }

  /** The convolution itself, in the form that is wanted. */
  #sum({ name: value, size, channels: from }: Value, given: Sum): void {
    const { output, weight, bias, kernel, stride } = given;
    if (this.#form === 'planes') {
      convolveByPlanes(this.#model, { ...given, value, size, from });
      return;
    }
    const margin = kernel.map((k) => (k - 1) / 2);
    this.#model.node('Conv', [value, weight, ...bias], output, {
      ...{ kernel_shape: kernel, strides: stride, pads: [...margin, ...margin] },
    });
  }

  #activated(value: Value, name: string): Value {
    const { slope } = this.#unet;
    const output = `${name}.active`;
    this.#model.node('LeakyRelu', [value.name], output, { alpha: { float: slope } });
    return { ...value, name: output };
  }

  #residual(input: Value, { first, second, pool, projection }: ResidualBlock): Value {
    const inner = this.#normed(this.#normed(input, first), second, false);
    let skip = input;
    if (pool) {
      const pooled = this.#model.node('AveragePool', [skip.name], `${first.name}.pooled`, {
        ...{ kernel_shape: pool, strides: pool },
      });
      skip = { name: pooled, channels: skip.channels, size: inner.size };
    }
    if (projection) skip = this.#normed(skip, projection, false);
    const sum = this.#model.node('Add', [inner.name, skip.name], `${second.name}.sum`);
    return this.#activated({ ...inner, name: sum }, `${second.name}.block`);
  }

  #decoder(input: Value, { up, convolutions }: DecoderStage, skip: Value | undefined): Value {
    if (!skip) throw new Error('A stage of the decoder has no skip.');
    const enlarged = this.#enlarged(input, up);
    const [first, ...further] = convolutions;
    if (!first) throw new Error('A stage of the decoder has no convolutions.');
    let value = this.#normed([enlarged, skip], first);
    for (const each of further) value = this.#normed(value, each);
    return value;
  }

  /**
   * A transposed convolution whose kernel is its stride: each voxel becomes a block of its own, so it is a convolution over
   * single voxels and a shuffle, exactly. onnxruntime-web has no ConvTranspose in 3D on WebGPU.
   */
  #enlarged(input: Value, { name, from, to, kernel, hasBias }: Convolution): Value {
    const times = countOf(kernel);
    const weight = this.#file.add(
      `${name}.weight`,
      { kind: 'transposed', name: `${name}.weight`, from },
      [to * times, from, 1, 1, 1],
      this.#encoding(from),
    );
    const bias = `${name}.bias`;
    const biases = hasBias
      ? [this.#file.add(bias, { kind: 'repeated', name: bias, times }, [to * times], 'float32')]
      : [];
    const blocks = `${name}.blocks`;
    const single: Triple = [1, 1, 1];
    this.#sum(input, {
      ...{ output: blocks, weight, bias: biases, to: to * times, kernel: single, stride: single },
    });
    this.#flop += 2 * countOf(input.size) * to * times * from;
    const size = input.size.map((n, axis) => n * (kernel[axis] ?? 1)) as unknown as Triple;
    if (times === 1) return { name: blocks, channels: to, size };
    const apart = this.#model.integers(`${name}.apart`, [1, to, ...kernel, ...input.size]);
    const split = this.#model.node('Reshape', [blocks, apart], `${name}.split`);
    const turned = this.#model.node('Transpose', [split], `${name}.turned`, {
      perm: [0, 1, 5, 2, 6, 3, 7, 4],
    });
    const whole = this.#model.integers(`${name}.whole`, [1, to, ...size]);
    const output = this.#model.node('Reshape', [turned, whole], `${name}.enlarged`);
    return { name: output, channels: to, size };
  }

  #encoding(from: number): Encoding {
    if (this.#precision !== 'int8') return this.#precision;
    return from === 1 ? 'float16' : 'int8-rows';
  }
}
