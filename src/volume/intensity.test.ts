import { describe, expect, test } from 'vitest';
import fixture from '#testing/fixtures/geometry.json';
import { type IntensityRule, intensityMap, intensityWindow } from './intensity.ts';
import { percentiles } from './percentiles.ts';
import type { VoxelData } from './types.ts';

const asIs = (data: VoxelData) => ({ data, slope: 1, intercept: 0 });

describe('percentiles are those of numpy', () => {
  for (const { name, values, above, ranks, expected } of fixture.percentiles) {
    const isInteger = values.every(Number.isInteger);
    const types = isInteger ? [Int16Array, Int32Array, Float64Array] : [Float64Array];
    test.each(types)(`${name} as %o`, (Type) => {
      const found = percentiles(asIs(Type.from(values)), above, ranks);
      // 1e-9: doubles on both sides.
      found?.forEach((value, n) => {
        expect(value).toBeCloseTo(expected[n] ?? Number.NaN, 9);
      });
      expect(found).toHaveLength(ranks.length);
    });
  }

  test('also when the slope turns the order round', () => {
    const data = Int16Array.of(1, 2, 3, 4, 5);
    expect(percentiles({ data, slope: -2, intercept: 20 }, 11, [0, 50, 100])).toEqual([12, 15, 18]);
    expect(
      percentiles({ data: Float32Array.from(data), slope: -2, intercept: 20 }, 11, [0, 50, 100]),
    ).toEqual([12, 15, 18]);
  });

  test('and absent where no voxel is above the limit', () => {
    expect(percentiles(asIs(Int16Array.of(-1, 0)), 0, [50])).toBeUndefined();
  });

  test('and leave the voxels in their order', () => {
    const data = Float32Array.of(5, 1, 4, 2);
    percentiles(asIs(data), 0, [50]);
    expect([...data]).toEqual([5, 1, 4, 2]);
  });
});

describe('input of a model is that of the training code', () => {
  test.each(fixture.normalised)('$name', ({ values, rule, expected }) => {
    const volume = asIs(Float64Array.from(values));
    const window = intensityWindow(volume, rule as unknown as IntensityRule);
    const found = Array.from(volume.data, intensityMap(volume, window));
    // 2e-6: the other side rounds to float32, then to six digits.
    found.forEach((value, n) => {
      expect(Math.abs(value - (expected[n] ?? Number.NaN))).toBeLessThan(2e-6);
    });
    expect(found).toHaveLength(expected.length);
  });

  test('whatever unit a scan is stored in', () => {
    const inputs = fixture.normalised.slice(0, -1).map(({ expected }) => expected);
    for (const input of inputs) expect(input).toEqual(inputs[0]);
  });
});

describe('a window', () => {
  const window = { low: -100, high: 100, to: [-1, 1] } as const;

  test('clips, then maps linearly, after slope and intercept', () => {
    const map = intensityMap({ slope: 2, intercept: -10 }, window);
    expect([map(-500), map(5), map(30), map(500)]).toEqual([-1, 0, 0.5, 1]);
  });

  test('without width splits at its limit', () => {
    const map = intensityMap({ slope: 1, intercept: 0 }, { ...window, low: 7, high: 7 });
    expect([map(6), map(7)]).toEqual([-1, -1]);
  });

  test('by percentiles takes its limits from the volume', () => {
    const rule = { kind: 'percentile', low: 0, high: 100, above: 0, to: [0, 1] } as const;
    expect(intensityWindow(asIs(Int16Array.of(-9, 3, 8)), rule)).toEqual({ low: 3, high: 8, to: [0, 1] });
  });
});
