import { expect, test } from 'vitest';
import { random } from '#volume/random.ts';
import { extremes } from './extremes.ts';

const TYPES = [
  { make: Uint8Array, least: 0, most: 255 },
  { make: Int8Array, least: -128, most: 127 },
  { make: Uint16Array, least: 0, most: 65535 },
  { make: Int16Array, least: -32768, most: 32767 },
  { make: Uint32Array, least: 0, most: 2 ** 32 - 1 },
  { make: Int32Array, least: -(2 ** 31), most: 2 ** 31 - 1 },
  { make: Float32Array, least: -1e30, most: 1e30 },
];

test.each(TYPES)('$make.name: the extremes are found wherever they lie', ({ make, least, most }) => {
  const dice = random(5);
  const middle = (least + most) / 2;
  for (let length = 1; length < 14; length++) {
    const data = new make(length).map(() => dice.between(middle, middle + (most - middle) / 3));
    const plain = () => ({ low: Math.min(...data), high: Math.max(...data), broken: 0 });
    expect(extremes(data)).toEqual(plain());
    for (let at = 0; at < length; at++) {
      for (const value of [least, most]) {
        const before = data[at] as number;
        data[at] = value;
        expect(extremes(data)).toEqual(plain());
        data[at] = before;
      }
    }
  }
});

test('what is not finite is counted, and is no extreme', () => {
  const data = Float32Array.of(Number.NaN, 3, Number.POSITIVE_INFINITY, -2, Number.NEGATIVE_INFINITY);
  expect(extremes(data)).toEqual({ low: -2, high: 3, broken: 3 });
});
