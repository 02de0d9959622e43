import { type Graph, type Initializer, input, integers, type Node, node, tensor } from './onnx.ts';
import { randomFloats } from './random-floats.ts';

export interface UnetShape {
  readonly patch: readonly [number, number, number];
  readonly features: readonly number[];
  /** Of each stage's first convolution. */
  readonly strides: readonly (readonly [number, number, number])[];
  readonly classes: number;
}

/** As TotalSegmentator's 3 mm network is built, as far as its documentation says. */
export const FULL: UnetShape = {
  patch: [112, 112, 128],
  features: [32, 64, 128, 256, 320, 320],
  strides: [
    [1, 1, 1],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [2, 2, 2],
    [1, 1, 2],
  ],
  classes: 118,
};

export const TINY: UnetShape = { ...FULL, patch: [16, 16, 32], features: [4, 8, 8, 16, 16, 16], classes: 5 };

const PER_STAGE = 2;

interface Value {
  readonly name: string;
  readonly channels: number;
  readonly size: readonly number[];
}

/** A PlainConvUNet with random weights; `gflop` counts a multiplication and an addition as two. */
export function unet(shape: UnetShape): { readonly graph: Graph; readonly gflop: number } {
  const build = new Build();
  let value: Value = { name: 'image', channels: 1, size: shape.patch };
  const skips: Value[] = [];
  shape.features.forEach((channels, stage) => {
    for (let n = 0; n < PER_STAGE; n++)
      value = build.block(value, channels, n === 0 ? (shape.strides[stage] ?? [1, 1, 1]) : [1, 1, 1]);
    skips.push(value);
  });
  for (let stage = shape.features.length - 2; stage >= 0; stage--) {
    const skip = skips[stage];
    if (!skip) continue;
    value = build.concat(build.transposed(value, skip.channels, shape.strides[stage + 1] ?? [1, 1, 1]), skip);
    for (let n = 0; n < PER_STAGE; n++) value = build.block(value, skip.channels, [1, 1, 1]);
  }
  const { name } = build.conv(value, shape.classes, 1, [1, 1, 1]);
  return {
    graph: {
      ...{ nodes: build.nodes, initializers: build.initializers, outputs: [name] },
      inputs: [input('image', [1, 1, ...shape.patch])],
    },
    gflop: build.flop / 1e9,
  };
}

class Build {
  readonly nodes: Node[] = [];
  readonly initializers: Initializer[] = [];
  flop = 0;
  #count = 0;

  conv({ name, channels, size }: Value, out: number, kernel: number, strides: readonly number[]): Value {
    const made = this.#name();
    const taps = kernel ** 3 * channels;
    const now = size.map((count, axis) => Math.ceil(count / (strides[axis] ?? 1)));
    const dims = [out, channels, kernel, kernel, kernel];
    const weight = this.#random(`${made}/weight`, dims, [0, Math.sqrt(2 / taps)]);
    const bias = this.#random(`${made}/bias`, [out], [0, 0.02]);
    const pad = (kernel - 1) / 2;
    const pads = [pad, pad, pad, pad, pad, pad];
    const kernels = [kernel, kernel, kernel];
    this.nodes.push(
      node('Conv', [name, weight, bias], made, { kernel_shape: kernels, pads, strides: [...strides] }),
    );
    this.flop += 2 * taps * out * count(now);
    return { name: made, channels: out, size: now };
  }

  block(value: Value, out: number, strides: readonly number[]): Value {
    const convolved = this.conv(value, out, 3, strides);
    const [normed, made] = [this.#name(), this.#name()];
    const scale = this.#random(`${normed}/scale`, [out], [1, 0.05]);
    const shift = this.#random(`${normed}/shift`, [out], [0, 0.05]);
    this.nodes.push(
      node('InstanceNormalization', [convolved.name, scale, shift], normed, { epsilon: { float: 1e-5 } }),
      node('LeakyRelu', [normed], made, { alpha: { float: 0.01 } }),
    );
    return { ...convolved, name: made };
  }

  /** A transposed convolution whose kernel is its stride: one of 1 × 1 × 1, whose channels become voxels. */
  transposed(value: Value, out: number, [deep = 1, down = 1, across = 1]: readonly number[]): Value {
    const { name, size } = this.conv(value, out * deep * down * across, 1, [1, 1, 1]);
    const [split, turned, made] = [this.#name(), this.#name(), this.#name()];
    const [depth = 1, rows = 1, columns = 1] = size;
    const now = [depth * deep, rows * down, columns * across];
    this.initializers.push(
      integers(`${split}/shape`, [out, deep, down, across, depth, rows, columns]),
      integers(`${made}/shape`, [1, out, ...now]),
    );
    this.nodes.push(
      node('Reshape', [name, `${split}/shape`], split),
      node('Transpose', [split], turned, { perm: [0, 4, 1, 5, 2, 6, 3] }),
      node('Reshape', [turned, `${made}/shape`], made),
    );
    return { name: made, channels: out, size: now };
  }

  concat(a: Value, b: Value): Value {
    const made = this.#name();
    this.nodes.push(node('Concat', [a.name, b.name], made, { axis: 1 }));
    return { name: made, channels: a.channels + b.channels, size: b.size };
  }

  #random(name: string, dims: readonly number[], rule: readonly [number, number]): string {
    this.initializers.push(tensor(name, dims, randomFloats(count(dims), rule)));
    return name;
  }

  #name(): string {
    return `value${this.#count++}`;
  }
}

function count(dims: readonly number[]): number {
  return dims.reduce((product, each) => product * each, 1);
}
