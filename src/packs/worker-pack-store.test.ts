import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { FakePackStore } from '#testing/fake-pack-store.ts';
import type { JobOptions, JobProgress, PackKey } from './pack-store.ts';
import { serve } from './serve.ts';
import { WorkerPackStore } from './worker-pack-store.ts';

const KEY = 'micro-int8' as PackKey;

/** Both ends of a channel, the far one served by `far`. */
function connected(far: FakePackStore) {
  const { port1, port2 } = new MessageChannel();
  serve(far, port2);
  port1.start();
  port2.start();
  const store = new WorkerPackStore(() => port1);
  return { store, close: () => port1.close() };
}

test('a job’s result and progress come back over the port', async () => {
  const { store, close } = connected(new FakePackStore());
  const seen: JobProgress[] = [];
  const job = { checkpoint: new File([], 'a.ckpt'), recipeUrl: '', precision: 'float16' };
  // Node cannot pass a File through a port; what the worker is given is the browser's business.
  const given = { ...job, checkpoint: undefined as unknown as File };
  expect(await store.convert(given, { onProgress: (progress) => seen.push(progress) })).toBe('fake-float16');
  expect(seen).toEqual([{ stage: 'check', done: 1, total: 2 }]);
  close();
});

test('an error keeps its code and details on the way', async () => {
  const far = new FakePackStore();
  far.fail = new AppError('pack-file-corrupt', { pack: 'Micro', file: 'a.weights' });
  const { store, close } = connected(far);
  await expect(store.verify(KEY)).rejects.toMatchObject({
    code: 'pack-file-corrupt',
    details: { pack: 'Micro', file: 'a.weights' },
  });
  close();
});

test('a cancelled job rejects with the signal’s reason, once the worker has heard of it and put its files in order', async () => {
  let tidy = false;
  class Endless extends FakePackStore {
    override verify(_key: PackKey, { signal, onProgress }: JobOptions = {}): Promise<void> {
      return new Promise((_, reject) => {
        onProgress?.({ stage: 'check', done: 1, total: 2 });
        signal?.addEventListener('abort', () => {
          tidy = true;
          reject(signal.reason);
        });
      });
    }
  }
  const { store, close } = connected(new Endless());
  const stop = new AbortController();
  const onProgress = () => stop.abort(new Error('enough'));
  await expect(store.verify(KEY, { signal: stop.signal, onProgress })).rejects.toThrow('enough');
  expect(tidy).toBe(true);
  close();
});

test('pausing and resuming reach the far side, where there is one', async () => {
  const far = new FakePackStore();
  const { store, close } = connected(far);
  store.pause();
  await store.list();
  expect(far.isPaused).toBe(false);
  store.pause();
  await store.list();
  expect(far.isPaused).toBe(true);
  store.resume();
  await store.list();
  expect(far.isPaused).toBe(false);
  close();
});
