import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { random } from '#volume/random.ts';
import { gunzipInto } from './gzip.ts';
import type { ScanFile } from './scan-file.ts';

const dice = random(3);
const plain = Uint8Array.from({ length: 10 << 20 }, () => dice.between(0, 256));
// Of three blocks, for noise does not pack.
const packed = new Uint8Array(gzipSync(plain, { level: 1 }));
const BLOCK = 4 << 20;

/** A file whose blocks come when they are let go. */
function slowFile() {
  const asked: { readonly from: number; readonly give: () => void }[] = [];
  const file: ScanFile = {
    ...{ name: 'scan.nii.gz', folder: '', size: packed.length },
    slice: (from, to) =>
      new Promise((resolve) => {
        asked.push({ from, give: () => resolve(packed.slice(from, to)) });
      }),
  };
  return { file, asked };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

test('while a block is inflated the next is read, and no more than that', async () => {
  const { file, asked } = slowFile();
  const target = new Uint8Array(plain.length);
  const inflated = gunzipInto(file, target, 0, {});
  await settled();
  expect(asked.map(({ from }) => from)).toEqual([0]);
  asked[0]?.give();
  await settled();
  expect(asked.map(({ from }) => from)).toEqual([0, BLOCK]);
  asked[1]?.give();
  await settled();
  expect(asked.map(({ from }) => from)).toEqual([0, BLOCK, 2 * BLOCK]);
  asked[2]?.give();
  expect(await inflated).toBe('checked');
  expect(Buffer.compare(target, plain)).toBe(0);
});

test('a block that cannot be read ends it with what is wrong, and its failure is heard of only once', async () => {
  const file: ScanFile = {
    ...{ name: 'scan.nii.gz', folder: '', size: packed.length },
    // It fails long before anybody has come to it.
    slice: async (from, to) => {
      if (from === BLOCK) throw new AppError('file-unreadable', { name: 'scan.nii.gz', reason: 'gone' });
      return packed.slice(from, to);
    },
  };
  const inflated = gunzipInto(file, new Uint8Array(plain.length), 0, {});
  await expect(inflated).rejects.toMatchObject({ code: 'file-unreadable' });
});
