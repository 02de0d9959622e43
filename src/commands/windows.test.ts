import { expect, test } from 'vitest';
import { windowPresets } from './windows.ts';

test('an MR starts between its 1st and 99th percentile, a CT at soft tissue', () => {
  const range = { min: 0, low: 10, high: 910, max: 4000 };
  expect(windowPresets('MR', range)[0]).toMatchObject({ key: 'auto', low: 10, high: 910 });
  expect(windowPresets('CT', range)[0]).toMatchObject({ key: 'soft-tissue', low: -160, high: 240 });
});

test('a scan that is almost all background is shown whole', () => {
  const [auto] = windowPresets('MR', { min: 0, low: 0, high: 0, max: 900 });
  expect(auto).toMatchObject({ low: 0, high: 900 });
});
