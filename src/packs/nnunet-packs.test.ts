import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeEach, expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { FakeFolder } from '#testing/fake-files.ts';
import { LocalPackStore } from './local-pack-store.ts';
import type { JobProgress, PackFolder } from './pack-store.ts';
import type { StorageAdapter } from './storage.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../testing/fixtures/nnunet/${name}/model.zip`, import.meta.url)));
const given = (name: string): PackFolder => ({
  name: `${name}.zip`,
  files: new Map([[`${name}.zip`, new File([fixture(name)], `${name}.zip`)]]),
});
const KEY = 'Dataset297_TotalSegmentator_total_3mm_1559subj-float16';

let root: FakeFolder;
let quota: number;
const adapter: StorageAdapter = {
  root: async () => root as unknown as FileSystemDirectoryHandle,
  estimate: async () => ({ usage: 0, quota }),
  exclusively: (work) => work(),
};
beforeEach(() => {
  root = new FakeFolder();
  quota = 1e9;
});

test('a released zip is looked into, and told by its content from what is none', async () => {
  const store = new LocalPackStore(adapter);
  expect(await store.inspect(given('ct_plain'))).toMatchObject({
    ...{ kind: 'nnunet', title: 'TotalSegmentator CT total, 3 mm', configuration: '3d_fullres' },
    ...{ folds: ['0'], chosen: ['0'], classes: 5, patch: [24, 24, 28], isTotalSegmentator: true },
    license: { name: 'Apache-2.0' },
  });
  const other = {
    name: 'a.zip',
    files: new Map([['a.zip', new File([Uint8Array.of(1, 2, 3, 4, 5)], 'a.zip')]]),
  };
  expect(await store.inspect(other)).toEqual({ kind: 'other' });
});

test.each([
  ['h_2d', { what: '2d' }],
  ['h_cascade', { what: 'cascade', previous: '3d_lowres' }],
  ['h_regions', { what: 'regions', regions: ['whole', 'core', 'enhancing'] }],
  ['h_multichannel', { what: 'channels', channels: ['T1', 'T2'] }],
])('%s is refused by what it is, before anything is written', async (name, limit) => {
  const store = new LocalPackStore(adapter);
  const refused = { code: 'nnunet-unsupported', details: { name: `${name}.zip`, limit } };
  await expect(store.inspect(given(name))).rejects.toMatchObject(refused);
  await expect(
    store.convertNnunet({ given: given(name), precision: 'float16', choice: {} }),
  ).rejects.toMatchObject(refused);
  expect(await store.list()).toEqual([]);
});

test('a zip becomes a pack that is listed with its facts, verified, and of which nothing unpacked stays', async () => {
  const store = new LocalPackStore(adapter);
  const seen: JobProgress[] = [];
  const job = { given: given('ct_plain'), precision: 'float16', choice: {} };
  expect(await store.convertNnunet(job, { onProgress: (progress) => seen.push(progress) })).toBe(KEY);
  const [pack] = await store.list();
  expect(pack).toMatchObject({
    ...{ kind: 'installed', key: KEY, origin: { kind: 'converted', from: 'ct_plain.zip' } },
    facts: { name: 'TotalSegmentator CT total, 3 mm', version: 'fold 0', precision: 'float16' },
  });
  await store.verify(pack?.key ?? ('' as never));
  const zip = unzipSync(new Uint8Array(await (await store.zip(pack?.key ?? ('' as never))).arrayBuffer()));
  const manifest = readManifest(
    JSON.parse(new TextDecoder().decode(zip[`${KEY}/manifest.json`] ?? new Uint8Array())),
  );
  expect(Object.keys(zip).sort()).toEqual(
    [...manifest.files.map(({ path }) => `${KEY}/${path}`), `${KEY}/manifest.json`].sort(),
  );
  expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['verify', 'write', 'check']);
  await expect(store.convertNnunet(job)).rejects.toMatchObject({ code: 'pack-exists' });
});

test('a folder gives the same pack as the zip of it', async () => {
  const files = new Map(
    Object.entries(unzipSync(fixture('ct_plain'))).map(([path, bytes]) => [
      path,
      new File([new Uint8Array(bytes)], path.split('/').at(-1) ?? ''),
    ]),
  );
  const store = new LocalPackStore(adapter);
  const hashes = async (from: PackFolder) => {
    const key = await store.convertNnunet({ given: from, precision: 'int8', choice: {} });
    const zip = unzipSync(new Uint8Array(await (await store.zip(key)).arrayBuffer()));
    await store.remove(key);
    return Buffer.from(zip[`${key}/manifest.json`] ?? new Uint8Array()).toString();
  };
  expect(await hashes({ name: 'folder', files })).toBe(await hashes(given('ct_plain')));
});

test('a pack that does not fit, with what is unpacked on the way, is refused before', async () => {
  quota = 300_000;
  const store = new LocalPackStore(adapter);
  const job = { given: given('ct_plain'), precision: 'int8', choice: {} };
  await expect(store.convertNnunet(job)).rejects.toMatchObject({ code: 'storage-full' });
  expect(await store.list()).toEqual([]);
});

test('a precision that there is not is refused', async () => {
  const store = new LocalPackStore(adapter);
  const job = { given: given('ct_plain'), precision: 'int4', choice: {} };
  await expect(store.convertNnunet(job)).rejects.toMatchObject({ code: 'pack-invalid' });
});
