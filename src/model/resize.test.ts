import { expect, test } from 'vitest';
import { resizeLinear } from './resize.ts';

test('one axis to twice the samples lies on quarters, ends repeated', () => {
  // ONNX Resize, linear, half_pixel, of [0, 4]
  expect([...resizeLinear(Float32Array.from([0, 4]), [2, 1, 1], [4, 1, 1])]).toEqual([0, 1, 3, 4]);
});

test('to half the samples each is the mean of two', () => {
  expect([...resizeLinear(Float32Array.from([0, 4, 6, 8]), [1, 4, 1], [1, 2, 1])]).toEqual([2, 7]);
});

test('a linear ramp stays one along every axis', () => {
  const from = [4, 6, 8] as const;
  const to = [8, 12, 16] as const;
  const ramp = (size: readonly [number, number, number]) => {
    const values = new Float32Array(size[0] * size[1] * size[2]);
    let n = 0;
    for (let k = 0; k < size[2]; k++) {
      for (let j = 0; j < size[1]; j++) {
        for (let i = 0; i < size[0]; i++) {
          values[n++] = (i + 0.5) / size[0] + (2 * (j + 0.5)) / size[1] - (3 * (k + 0.5)) / size[2];
        }
      }
    }
    return values;
  };
  const resized = resizeLinear(ramp(from), from, to);
  const wanted = ramp(to);
  for (let k = 2; k < 14; k++) {
    for (let j = 2; j < 10; j++) {
      for (let i = 2; i < 6; i++) {
        const n = (k * 12 + j) * 8 + i;
        expect(resized[n]).toBeCloseTo(wanted[n] ?? Number.NaN, 5);
      }
    }
  }
});

test('the same size gives the same samples', () => {
  const values = Float32Array.from([1, 2, 3, 4]);
  expect(resizeLinear(values, [2, 2, 1], [2, 2, 1])).toBe(values);
});
