import { expect, test } from 'vitest';
import { fromHalf, toFloat32, toHalves } from './floats.ts';

const half = (...values: number[]) => [...toHalves(Float32Array.from(values))];

test('every finite float16 keeps its bits through float32', () => {
  const all = Uint16Array.from({ length: 65_536 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00,
  );
  const wide = toFloat32(new Uint8Array(all.buffer), 'float16');
  expect(toHalves(wide)).toEqual(all);
});

test('float16 has its published values', () => {
  expect([0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001].map(fromHalf)).toEqual([1, -2, 65_504, 2 ** -14, 2 ** -24]);
});

test('a number between two float16 goes to the nearer, halfway to the even one', () => {
  expect(half(1 + 2 ** -11, 1 + 3 * 2 ** -11, 1 + 2 ** -11 + 2 ** -20)).toEqual([0x3c00, 0x3c02, 0x3c01]);
  expect(half(2 ** -25, 3 * 2 ** -25, 1.01 * 2 ** -25, 2 ** -26)).toEqual([0, 2, 1, 0]);
});

test('a number beyond float16 is refused, not made infinite', () => {
  expect(half(65_519)).toEqual([0x7bff]);
  expect(() => half(65_520)).toThrow('too-large');
});

test('bfloat16 is the upper half of a float32', () => {
  expect([...toFloat32(Uint8Array.of(0x80, 0x3f, 0x20, 0xc0), 'bfloat16')]).toEqual([1, -2.5]);
});

test.each([Number.NaN, Infinity, -Infinity])('%s is refused', (value) => {
  const bytes = new Uint8Array(Float32Array.of(1, value).buffer);
  expect(() => toFloat32(bytes, 'float32')).toThrow('no-numbers');
});

test('bytes that begin at an odd place are read all the same', () => {
  const bytes = new Uint8Array([9, ...new Uint8Array(Float32Array.of(1.5).buffer)]);
  expect([...toFloat32(bytes.subarray(1), 'float32')]).toEqual([1.5]);
});
