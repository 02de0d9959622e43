import { afterEach, expect, test, vi } from 'vitest';
import { holdScan } from './scan-hold.ts';

afterEach(() => vi.unstubAllGlobals());

test('a browser without locks is not said to have another tab with the scan', async () => {
  vi.stubGlobal('navigator', {});
  const release = await holdScan('a');
  expect(release).toBeDefined();
  await release?.();
});

test('a scan that another tab holds is not held here', async () => {
  const request = async (_name: string, _how: object, task: (lock: null) => unknown) => task(null);
  vi.stubGlobal('navigator', { locks: { request } });
  expect(await holdScan('a')).toBeUndefined();
});
