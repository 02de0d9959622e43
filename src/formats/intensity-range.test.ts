import { expect, test } from 'vitest';
import { intensityRange } from './intensity-range.ts';

test('the percentiles are of the whole scan, after slope and intercept', () => {
  const data = Int16Array.from({ length: 1001 }, (_, n) => n);
  const range = intensityRange({ data, slope: 2, intercept: -100 }, 0, 1000);
  expect(range).toMatchObject({ min: -100, low: -80, high: 1880, max: 1900 });
});

test('a negative slope does not turn the range over', () => {
  const data = Int16Array.from({ length: 101 }, (_, n) => n);
  const range = intensityRange({ data, slope: -1, intercept: 0 }, 0, 100);
  expect(range).toMatchObject({ min: -100, low: -99, high: -1, max: 0 });
});

test('the sample that percentiles are drawn from reaches the last voxels of a large scan', () => {
  const data = Uint8Array.from({ length: 1_000_000 }, (_, n) => (n < 900_000 ? 1 : 200));
  expect(intensityRange({ data, slope: 1, intercept: 0 }, 1, 200)).toMatchObject({ low: 1, high: 200 });
});

/** A scan of which half is air, most of the rest tissue between 100 and 300, and a twentieth of the body fluid at 4000. */
function withFluid(scale: (value: number) => number): Float32Array {
  return Float32Array.from({ length: 40_000 }, (_, n) => {
    if (n % 2 === 0) return scale(n % 10);
    return scale(n % 40 === 1 ? 4000 : 100 + ((n * 7919) % 200));
  });
}

test('bright fluid does not make the tissue round it dark, and air is black', () => {
  const { low, high, tissue } = intensityRange(
    { data: withFluid((n) => n), slope: 1, intercept: 0 },
    0,
    4000,
  );
  expect(high).toBe(4000);
  // Tissue at 200 is nearly black in the 1st to 99th percentile.
  expect((200 - low) / (high - low)).toBeLessThan(0.06);
  expect(tissue?.low).toBe(low);
  const grey = (200 - (tissue?.low ?? 0)) / ((tissue?.high ?? 0) - (tissue?.low ?? 0));
  expect(grey).toBeGreaterThan(0.28);
  expect(grey).toBeLessThan(0.6);
});

test('the range of tissue follows the slope and intercept, also a negative slope', () => {
  const stored = withFluid((n) => 4000 - n);
  const { tissue } = intensityRange({ data: stored, slope: -2, intercept: 8000 }, 0, 4000);
  const plain = intensityRange({ data: withFluid((n) => n), slope: 1, intercept: 0 }, 0, 4000).tissue;
  expect(tissue?.low).toBeCloseTo(2 * (plain?.low ?? 0), 3);
  expect(tissue?.high).toBeCloseTo(2 * (plain?.high ?? 0), 3);
});

test('a scan without any background is shown from its darkest to its brightest tissue', () => {
  const data = Int16Array.from({ length: 1001 }, (_, n) => 1000 + n);
  const { tissue } = intensityRange({ data, slope: 1, intercept: 0 }, 1000, 2000);
  expect(tissue?.low).toBe(1010);
  expect(tissue?.high).toBeGreaterThan(1900);
});
