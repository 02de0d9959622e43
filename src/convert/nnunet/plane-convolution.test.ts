import { expect, test } from 'vitest';
import { openGraph, Tensor } from '#cli/open-graph.ts';
import { OnnxModel } from '#convert/onnx/onnx-model.ts';
import { random } from '#volume/random.ts';
import type { Triple } from './architecture.ts';
import { convolveByPlanes, spareChannels } from './plane-convolution.ts';

const TO = 5;
const SIZE: Triple = [7, 6, 9];

const cases: [kernel: Triple, stride: Triple, mostBytes: number | undefined, from?: number][] = [
  [[3, 3, 3], [1, 1, 1], undefined],
  [[3, 3, 3], [2, 2, 2], undefined],
  [[1, 3, 3], [1, 2, 2], undefined],
  [[5, 1, 3], [3, 1, 2], undefined],
  [[1, 1, 1], [1, 1, 1], undefined],
  [[1, 1, 1], [2, 1, 2], undefined],
  // Slices one by one, and in parts of unequal size.
  [[3, 3, 3], [1, 1, 1], 1],
  [[3, 3, 3], [2, 1, 1], 4500],
  // Channels of zeros beside a single one, beside two, beside none, and where the kernel is of one slice.
  [[9, 1, 3], [1, 1, 1], undefined, 1],
  [[3, 3, 3], [2, 1, 1], 4500, 2],
  [[3, 3, 3], [1, 2, 1], undefined, 4],
  [[1, 3, 3], [1, 1, 1], undefined, 6],
];

test.each(cases)(
  'a kernel of %j at steps of %j, over planes and over volumes',
  async (kernel, stride, most, from = 3) => {
    const model = new OnnxModel();
    const value = model.input('value', [1, from, ...SIZE]);
    const weight = model.input('weight', [TO, from, ...kernel]);
    const bias = [model.input('bias', [TO])];
    const margin = kernel.map((k) => (k - 1) / 2);
    const pads = [...margin, ...margin];
    model.node('Conv', [value, weight, ...bias], 'volumes', { kernel_shape: kernel, strides: stride, pads });
    convolveByPlanes(
      model,
      { ...{ value, weight, bias, output: 'planes', from, to: TO }, size: SIZE, kernel, stride },
      most,
    );
    const made = [1, TO, ...SIZE.map((n, axis) => Math.ceil(n / (stride[axis] ?? 1)))];
    model.output('volumes', made);
    model.output('planes', made);
    const session = await openGraph(model.bytes());
    const { between } = random(3);
    const tensor = (...dims: readonly number[]) => {
      const length = dims.reduce((a, b) => a * b, 1);
      return new Tensor(
        'float32',
        Float32Array.from({ length }, () => between(-1, 1)),
        dims,
      );
    };
    const given = { value: tensor(1, from, ...SIZE), weight: tensor(TO, from, ...kernel), bias: tensor(TO) };
    const { volumes, planes } = await session.run(given);
    expect(planes?.dims).toEqual(made);
    const [a, b] = [volumes?.data as Float32Array, planes?.data as Float32Array];
    // Up to 81 products below 1, whose sum's last bit is 1e-6.
    a.forEach((sum, n) => {
      expect(Math.abs(sum - (b[n] ?? Number.NaN))).toBeLessThan(1e-5);
    });
  },
);

test('no convolution over planes is of a number of channels that WebGPU misreads, and few are widened', () => {
  for (const depth of [1, 3, 5, 7, 9]) {
    for (let from = 1; from <= 400; from++) {
      const channels = depth * (from + spareChannels(from, depth));
      expect(channels === 3 || channels % 3 !== 0 || channels % 4 === 0).toBe(true);
    }
  }
  // As published networks have them: one channel at first, then multiples of 32.
  for (const from of [1, 32, 64, 128, 256, 320]) expect(spareChannels(from, 3)).toBe(0);
  expect([spareChannels(6, 3), spareChannels(5, 3), spareChannels(3, 1)]).toEqual([2, 3, 0]);
});
