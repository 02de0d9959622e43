import { toWire } from '#errors.ts';
import type { Room } from '#state/packs-slice.ts';
import type { App } from './app.ts';

/** Finds out which packs this browser keeps, and how much room it has for them. */
export async function listPacks({ store, packs }: Pick<App, 'store' | 'packs'>): Promise<void> {
  const { packsListed } = store.getState();
  try {
    packsListed({ at: 'listed', packs: await packs.list(), room: await room() });
  } catch (error) {
    packsListed({ at: 'unavailable', error: toWire(error) });
  }
}

async function room(): Promise<Room> {
  // Absent where the page is not secure, and in Node.
  const storage = globalThis.navigator?.storage;
  const { usage = 0, quota = 0 } = (await storage?.estimate()) ?? {};
  return { usedBytes: usage, quotaBytes: quota, persisted: (await storage?.persisted()) ?? false };
}
