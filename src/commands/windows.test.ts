import { expect, test } from 'vitest';
import { windowPresets } from './windows.ts';

test('an MR starts at its tissue, or where none was looked for at its percentiles, a CT at soft tissue', () => {
  const range = { min: 0, low: 10, high: 910, max: 4000, tissue: { low: 10, high: 500 } };
  expect(windowPresets('MR', range)[0]).toMatchObject({ key: 'auto', low: 10, high: 500 });
  expect(windowPresets('MR', range)[1]).toMatchObject({ key: 'percentiles', low: 10, high: 910 });
  const { tissue: _, ...without } = range;
  expect(windowPresets('MR', without)[0]).toMatchObject({ key: 'auto', low: 10, high: 910 });
  expect(windowPresets('CT', range)[0]).toMatchObject({ key: 'soft-tissue', low: -160, high: 240 });
});

test('a scan that is almost all background is shown whole', () => {
  const [auto] = windowPresets('MR', { min: 0, low: 0, high: 0, max: 900 });
  expect(auto).toMatchObject({ low: 0, high: 900 });
});
