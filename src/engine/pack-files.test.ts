import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { PackFiles } from './pack-files.ts';

const WEIGHTS = Uint8Array.from({ length: 10 * 2 ** 20 }, (_, n) => n % 251);
const sha256 = createHash('sha256').update(WEIGHTS).digest('hex');
const LISTED = { files: [{ path: 'a.weights', bytes: WEIGHTS.length, sha256 }] };

/** The pack's only file, on disk as long as nobody asks for all of it at once; how often it was opened. */
function onDisk(content: Uint8Array<ArrayBuffer>) {
  let opened = 0;
  const files = new PackFiles(
    'opfs:/packs/a/manifest.json',
    async () => {
      opened += 1;
      const arrayBuffer = () => Promise.reject(new Error('read as a whole'));
      return Object.assign(new Blob([content]), { arrayBuffer });
    },
    LISTED,
  );
  return { files, opened: () => opened };
}

test('a file on disk is verified by slices, and stays on disk', async () => {
  const { files, opened } = onDisk(WEIGHTS);
  expect(await files.read('a.weights')).toBeInstanceOf(Blob);
  await files.read('a.weights');
  expect(opened()).toBe(1);
});

test('a change in the last slice is found, and the file is not held', async () => {
  const { files, opened } = onDisk(WEIGHTS.with(-1, 7));
  const refused = { code: 'weights-corrupt', details: { file: 'a.weights', expected: sha256 } };
  await expect(files.read('a.weights')).rejects.toMatchObject(refused);
  await expect(files.read('a.weights')).rejects.toMatchObject(refused);
  expect(opened()).toBe(2);
});

test('a file that was let go of is opened and verified anew', async () => {
  const { files, opened } = onDisk(WEIGHTS);
  await files.read('a.weights');
  files.release(['another']);
  await files.read('a.weights');
  expect(opened()).toBe(1);
  files.release();
  await files.read('a.weights');
  expect(opened()).toBe(2);
});

test('verifying stops as soon as it is cancelled', async () => {
  const { files } = onDisk(WEIGHTS);
  const stop = new AbortController();
  const reading = files.fetch('a.weights', {
    signal: stop.signal,
    onBytes: () => undefined,
    onRead: () => stop.abort(new Error('stop')),
  });
  await expect(reading).rejects.toThrow('stop');
});
