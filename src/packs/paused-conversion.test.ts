import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeFolder } from '#testing/fake-files.ts';
import { microFile, microRecipeFiles } from '#testing/micro-checkpoint.ts';
import { LocalPackStore } from './local-pack-store.ts';
import type { JobProgress, PackKey } from './pack-store.ts';
import type { StorageAdapter } from './storage.ts';

const RECIPE = microRecipeFiles();
const RECIPE_URL = 'https://parse3d.test/models/micro/';
const CHECKPOINT = new File([microFile('micro.ckpt')], 'micro.ckpt');
const INT8 = { checkpoint: CHECKPOINT, recipeUrl: RECIPE_URL, precision: 'int8' };

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: URL) => new Response(RECIPE.get(url.href.slice(RECIPE_URL.length))));
});
afterEach(() => vi.unstubAllGlobals());

/** Folders in memory, those of no other. */
function folders(): StorageAdapter {
  const folder = new FakeFolder();
  return {
    root: async () => folder as unknown as FileSystemDirectoryHandle,
    estimate: async () => ({ usage: 0, quota: 1e9 }),
    exclusively: (work) => work(),
  };
}

test('a conversion that is paused goes no further until it is resumed, however long that takes', async () => {
  const store = new LocalPackStore(folders());
  let seen = 0;
  let isOver = false;
  let hasPaused = false;
  let paused = () => {};
  const isPaused = new Promise<void>((resolve) => {
    paused = resolve;
  });
  const onProgress = ({ stage }: JobProgress) => {
    seen += 1;
    if (stage !== 'write' || hasPaused) return;
    hasPaused = true;
    store.pause();
    paused();
  };
  const job = store.convert(INT8, { onProgress }).finally(() => {
    isOver = true;
  });
  await isPaused;
  // In the time of a whole conversion, what was under way when it was paused has ended; in that of another, nothing happens.
  await new LocalPackStore(folders()).convert(INT8);
  const before = seen;
  await new LocalPackStore(folders()).convert(INT8);
  expect({ isOver, seen }).toEqual({ isOver: false, seen: before });
  store.resume();
  expect(await job).toBe('micro-int8');
  expect(seen).toBeGreaterThan(before);
});

test('a conversion that is paused can be cancelled', async () => {
  const stop = new AbortController();
  const store = new LocalPackStore(folders());
  store.pause();
  const job = store.convert(INT8, { signal: stop.signal });
  stop.abort(new Error('no more'));
  await expect(job).rejects.toThrow('no more');
  expect(await store.list()).toEqual([]);
});

test('a pause that comes as a job has ended does not hold up the next', async () => {
  const store = new LocalPackStore(folders());
  await store.convert(INT8);
  store.pause();
  expect(await store.verify('micro-int8' as PackKey)).toBeUndefined();
});
