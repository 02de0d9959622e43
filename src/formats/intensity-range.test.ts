import { expect, test } from 'vitest';
import { intensityRange } from './intensity-range.ts';

test('the percentiles are of the whole scan, after slope and intercept', () => {
  const data = Int16Array.from({ length: 1001 }, (_, n) => n);
  const range = intensityRange({ data, slope: 2, intercept: -100 }, 0, 1000);
  expect(range).toEqual({ min: -100, low: -80, high: 1880, max: 1900 });
});

test('a negative slope does not turn the range over', () => {
  const data = Int16Array.from({ length: 101 }, (_, n) => n);
  const range = intensityRange({ data, slope: -1, intercept: 0 }, 0, 100);
  expect(range).toEqual({ min: -100, low: -99, high: -1, max: 0 });
});

test('the sample that percentiles are drawn from reaches the last voxels of a large scan', () => {
  const data = Uint8Array.from({ length: 1_000_000 }, (_, n) => (n < 900_000 ? 1 : 200));
  expect(intensityRange({ data, slope: 1, intercept: 0 }, 1, 200)).toMatchObject({ low: 1, high: 200 });
});
