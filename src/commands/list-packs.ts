import { toWire } from '#errors.ts';
import type { StorageQuota } from '#state/packs-slice.ts';
import type { App } from './app.ts';

/** Finds out which packs this browser keeps, and how much storage it has for them. */
export async function listPacks({ store, packs }: Pick<App, 'store' | 'packs'>): Promise<void> {
  const { packsListed } = store.getState();
  try {
    packsListed({ at: 'listed', packs: await packs.list(), quota: await storageQuota() });
  } catch (error) {
    packsListed({ at: 'unavailable', error: toWire(error) });
  }
}

async function storageQuota(): Promise<StorageQuota> {
  // Absent where the page is not secure, and in Node.
  const storage = globalThis.navigator?.storage;
  const { usage = 0, quota = 0 } = (await storage?.estimate()) ?? {};
  return { usedBytes: usage, quotaBytes: quota, persisted: (await storage?.persisted()) ?? false };
}
