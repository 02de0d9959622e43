import { expect, test } from 'vitest';
import { fromHalves, toHalf } from './half.ts';

test('every float16 comes back as it was', () => {
  // All but infinities and what is not a number.
  const halves = Uint16Array.from({ length: 65_536 }, (_, bits) => bits).filter(
    (bits) => ((bits >> 10) & 31) < 31,
  );
  const values = new Float32Array(halves.length);
  fromHalves(halves, values);
  const back = new Uint16Array(halves.length);
  toHalf(values, back);
  expect(back).toEqual(halves);
});

test.each([
  [1 / 3, 0.333251953125],
  // Halfway between two: the even one.
  [1 + 2 ** -11, 1],
  [1 + 3 * 2 ** -11, 1 + 2 ** -9],
  [2 ** -25, 0],
  [3 * 2 ** -25, 2 ** -23],
  [-7.7, -7.69921875],
  [1e6, 65_504],
  [-1e6, -65_504],
])('%d is kept as %d', (value, wanted) => {
  const halves = new Uint16Array(1);
  toHalf(Float32Array.of(value), halves);
  const back = new Float32Array(1);
  fromHalves(halves, back);
  expect(back[0]).toBe(wanted);
});
