import { expect, test } from 'vitest';
import type { Volume, VolumeId } from '#volume/types.ts';
import { intensityRange } from './intensity-range.ts';
import { windowPresets } from './windows.ts';

const volume = (data: Volume['data'], slope = 1, intercept = 0): Volume => ({
  id: 'v' as VolumeId,
  name: 'v',
  modality: 'MR',
  grid: { size: [data.length, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  data,
  slope,
  intercept,
});

test('the percentiles are of the whole scan, after slope and intercept', () => {
  const ramp = Int16Array.from({ length: 1001 }, (_, n) => n);
  expect(intensityRange(volume(ramp, 2, -100))).toEqual({ min: -100, low: -80, high: 1880, max: 1900 });
});

test('a negative slope does not turn the range over', () => {
  const ramp = Int16Array.from({ length: 101 }, (_, n) => n);
  expect(intensityRange(volume(ramp, -1))).toEqual({ min: -100, low: -99, high: -1, max: 0 });
});

test('an MR starts between its 1st and 99th percentile, a CT at soft tissue', () => {
  const range = { min: 0, low: 10, high: 910, max: 4000 };
  expect(windowPresets('MR', range)[0]).toMatchObject({ key: 'auto', low: 10, high: 910 });
  expect(windowPresets('CT', range)[0]).toMatchObject({ key: 'soft-tissue', low: -160, high: 240 });
});

test('a scan that is almost all background is shown whole', () => {
  const [auto] = windowPresets('MR', { min: 0, low: 0, high: 0, max: 900 });
  expect(auto).toMatchObject({ low: 0, high: 900 });
});
