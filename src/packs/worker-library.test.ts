import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { FakeLibrary } from '#testing/fake-library.ts';
import type { JobProgress, PackKey } from './library.ts';
import { serve } from './serve.ts';
import { type LibraryPort, WorkerLibrary } from './worker-library.ts';

const KEY = 'micro-int8' as PackKey;

/** Both ends of a channel, the far one served by `far`. */
function connected(far: FakeLibrary) {
  const { port1, port2 } = new MessageChannel();
  serve(far, port2 as unknown as Parameters<typeof serve>[1]);
  port1.start();
  port2.start();
  const library = new WorkerLibrary(() => port1 as unknown as LibraryPort);
  return { library, close: () => port1.close() };
}

test('a job’s result and progress come back over the port', async () => {
  const { library, close } = connected(new FakeLibrary());
  const seen: JobProgress[] = [];
  const job = { checkpoint: new File([], 'a.ckpt'), recipeUrl: '', precision: 'float16' };
  // Node cannot pass a File through a port; what the worker is given is the browser's business.
  const given = { ...job, checkpoint: undefined as unknown as File };
  expect(await library.convert(given, { onProgress: (progress) => seen.push(progress) })).toBe(
    'fake-float16',
  );
  expect(seen).toEqual([{ stage: 'check', done: 1, total: 2 }]);
  close();
});

test('an error keeps its code and details on the way', async () => {
  const far = new FakeLibrary();
  far.fail = new AppError('pack-file-corrupt', { pack: 'Micro', file: 'a.weights' });
  const { library, close } = connected(far);
  await expect(library.verify(KEY)).rejects.toMatchObject({
    code: 'pack-file-corrupt',
    details: { pack: 'Micro', file: 'a.weights' },
  });
  close();
});

test('a cancelled job rejects with the signal’s reason, and pausing reaches the far side', async () => {
  const far = new FakeLibrary();
  const { library, close } = connected(far);
  const stop = new AbortController();
  const job = library.verify(KEY, { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) });
  // A job that ends before it hears of the cancel has ended.
  await job.catch((error: unknown) => expect(String(error)).toContain('enough'));
  library.pause();
  await library.list();
  expect(far.isPaused).toBe(true);
  library.resume();
  await library.list();
  expect(far.isPaused).toBe(false);
  close();
});
