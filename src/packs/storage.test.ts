import { afterEach, expect, test, vi } from 'vitest';
import { browserStorage, StoredFolders } from './storage.ts';

afterEach(() => vi.unstubAllGlobals());

const code = (isSecureContext: boolean) => {
  // Over plain http from another machine a browser has no `navigator.storage`.
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('isSecureContext', isSecureContext);
  return new StoredFolders(browserStorage).keys().catch((error) => error.code);
};

test('a page that came over plain http is told that, any other to leave private browsing', async () => {
  expect(await code(false)).toBe('storage-insecure');
  expect(await code(true)).toBe('storage-unavailable');
});
