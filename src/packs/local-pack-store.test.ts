import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeFolder } from '#testing/fake-files.ts';
import { microFile, microGoldens, microRecipeFiles } from '#testing/micro-checkpoint.ts';
import { LocalPackStore } from './local-pack-store.ts';
import type { JobProgress, PackFolder, PackKey, StoredPack } from './pack-store.ts';
import type { StorageAdapter } from './storage.ts';

const RECIPE = microRecipeFiles();
const CHECKPOINT = new File([microFile('micro.ckpt')], 'micro.ckpt');
const RECIPE_URL = 'https://parse3d.test/models/micro/';
const INT8 = { checkpoint: CHECKPOINT, recipeUrl: RECIPE_URL, precision: 'int8' };
const KEY = 'micro-int8' as PackKey;

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
  vi.stubGlobal('fetch', async (url: URL) => {
    const content = RECIPE.get(url.href.slice(RECIPE_URL.length));
    return content ? new Response(content) : new Response('', { status: 404 });
  });
});
afterEach(() => vi.unstubAllGlobals());

/** Whatever lies in the folder of `key`, by name. */
async function filesOf(key: string): Promise<Map<string, File>> {
  const files = new Map<string, File>();
  const packs = await root.getDirectoryHandle('packs');
  for await (const entry of (await packs.getDirectoryHandle(key)).values()) {
    if (entry.kind === 'file') files.set(entry.name, await entry.getFile());
  }
  return files;
}

const contentOf = async (file: File | undefined) => new Uint8Array((await file?.arrayBuffer()) ?? []);

const isSame = async (one: File | undefined, other: File) =>
  Buffer.from(await contentOf(one)).equals(await contentOf(other));

async function hashesOf(key: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [name, file] of await filesOf(key)) {
    if (!name.endsWith('.weights')) continue;
    hashes[name] = Buffer.from(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())).toString(
      'hex',
    );
  }
  return hashes;
}

/** A pack's folder on the user's disk, as the page gets it. */
async function packFolder(): Promise<PackFolder> {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  const files = await filesOf(KEY);
  await store.remove(KEY);
  files.delete('origin.json');
  return { name: 'my pack', files };
}

const kinds = (packs: readonly StoredPack[]) => packs.map(({ key, kind }) => [key, kind]);

test('a conversion leaves a pack that is listed with its facts, and its own bytes', async () => {
  const store = new LocalPackStore(adapter);
  const seen: JobProgress[] = [];
  expect(await store.convert(INT8, { onProgress: (progress) => seen.push(progress) })).toBe(KEY);
  const [pack] = await store.list();
  expect(pack).toMatchObject({
    kind: 'installed',
    manifestUrl: 'opfs:/packs/micro-int8/manifest.json',
    facts: { name: 'Micro', version: '1', precision: 'int8' },
    origin: { kind: 'converted', from: 'micro.ckpt' },
  });
  expect(await hashesOf(KEY)).toEqual(microGoldens().precisions.int8.sha256);
  expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(['verify', 'write', 'check']);
  expect([...(await filesOf(KEY)).keys()].filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a conversion that is cancelled leaves no pack, and goes on to the same bytes in another tab', async () => {
  const stop = new AbortController();
  const onProgress = ({ stage, done, total }: JobProgress) => {
    if (stage === 'write' && done > 0.9 * total) stop.abort(new Error('enough'));
  };
  const first = new LocalPackStore(adapter).convert(INT8, { signal: stop.signal, onProgress });
  await expect(first).rejects.toThrow('enough');
  const store = new LocalPackStore(adapter);
  expect(kinds(await store.list())).toEqual([[KEY, 'unfinished']]);
  const kept = await contentOf((await filesOf(KEY)).get('image-encoder.weights'));
  expect(kept.length).toBeGreaterThan(0);
  const written: number[] = [];
  await store.convert(INT8, {
    onProgress: ({ stage, done }) => stage === 'write' && written.push(done),
  });
  expect(written[0]).toBeGreaterThan(kept.length);
  expect(kinds(await store.list())).toEqual([[KEY, 'installed']]);
  expect(await hashesOf(KEY)).toEqual(microGoldens().precisions.int8.sha256);
});

test('a conversion whose tab closes at any moment has left nothing that counts as a pack', async () => {
  let worst = 0;
  const store = new LocalPackStore(adapter);
  const looking: Promise<void>[] = [];
  await store.convert(INT8, {
    onProgress: () => {
      const look = store.list().then((packs) => {
        worst += packs.filter(({ kind }) => kind !== 'unfinished').length;
      });
      if (looking.length < 20) looking.push(look);
    },
  });
  await Promise.all(looking);
  expect(looking).toHaveLength(20);
  expect(worst).toBe(0);
});

test('a conversion of a damaged checkpoint is refused and leaves nothing at all', async () => {
  const bytes = microFile('micro.ckpt');
  bytes[Math.floor(bytes.length / 2)] = 1 + (bytes[Math.floor(bytes.length / 2)] ?? 0);
  const checkpoint = new File([bytes], 'bad.ckpt');
  const store = new LocalPackStore(adapter);
  await expect(store.convert({ ...INT8, checkpoint })).rejects.toMatchObject({
    code: 'checkpoint-damaged',
  });
  expect(await store.list()).toEqual([]);
});

test('a conversion begins only where the whole pack fits in', async () => {
  quota = 1000;
  const store = new LocalPackStore(adapter);
  await expect(store.convert(INT8)).rejects.toMatchObject({
    code: 'storage-full',
    details: { freeBytes: 1000 },
  });
  expect(await store.list()).toEqual([]);
});

test('a storage that is full although it promised room says so, nothing counts as a pack, and with room it is made', async () => {
  const disk = { room: 2000 };
  root = new FakeFolder('', disk);
  const store = new LocalPackStore(adapter);
  await expect(store.convert(INT8)).rejects.toMatchObject({
    code: 'storage-full',
    details: { freeBytes: undefined },
  });
  expect((await store.list()).map(({ kind }) => kind)).not.toContain('installed');
  disk.room = Number.POSITIVE_INFINITY;
  const folder = await packFolder();
  disk.room = 2000;
  await expect(store.add(folder)).rejects.toMatchObject({ code: 'storage-full' });
  expect(await store.list()).toEqual([]);
  disk.room = Number.POSITIVE_INFINITY;
  await store.add(folder);
  expect(kinds(await store.list())).toEqual([[KEY, 'installed']]);
});

test('a note of where a pack came from that is none is left out', async () => {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  expect((await store.list())[0]?.origin?.from).toBe('micro.ckpt');
  const folder = await (await root.getDirectoryHandle('packs')).getDirectoryHandle(KEY);
  for (const content of [
    '{"kind":"added","from":{"a":1},"date":"yesterday"}',
    'null',
    '[]',
    '{"kind":"bought","from":"a","date":"2026-01-01"}',
  ]) {
    const handle = await (await folder.getFileHandle('origin.json')).createSyncAccessHandle();
    handle.truncate(0);
    handle.write(new TextEncoder().encode(content));
    expect((await store.list())[0]).toMatchObject({ kind: 'installed', origin: undefined });
  }
});

test('a conversion does not replace a pack that is there', async () => {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  await expect(store.convert(INT8)).rejects.toMatchObject({
    code: 'pack-exists',
    details: { pack: 'Micro, int8' },
  });
  expect(kinds(await store.list())).toEqual([[KEY, 'installed']]);
});

test('a conversion without a recipe on the site says which file is missing', async () => {
  const elsewhere = { ...INT8, recipeUrl: `${RECIPE_URL}nowhere/` };
  await expect(new LocalPackStore(adapter).convert(elsewhere)).rejects.toMatchObject({
    code: 'pack-unreachable',
    details: { file: 'recipe.json' },
  });
});

test('a folder with a pack made elsewhere is copied byte for byte', async () => {
  const folder = await packFolder();
  const store = new LocalPackStore(adapter);
  expect(await store.add(folder)).toBe(KEY);
  expect(await store.list()).toMatchObject([
    { kind: 'installed', origin: { kind: 'added', from: 'my pack' } },
  ]);
  const stored = await filesOf(KEY);
  for (const [name, file] of folder.files) expect(await isSame(stored.get(name), file), name).toBe(true);
});

test('a folder with a pack made elsewhere is refused without a manifest, with a file missing, and with one changed', async () => {
  const folder = await packFolder();
  const store = new LocalPackStore(adapter);
  const changed = (name: string, file?: File) => {
    const files = new Map(folder.files);
    if (file) files.set(name, file);
    else files.delete(name);
    return store.add({ ...folder, files });
  };
  await expect(changed('manifest.json')).rejects.toMatchObject({
    code: 'pack-folder-without-manifest',
    details: { folder: 'my pack' },
  });
  await expect(changed('text-encoder.weights')).rejects.toMatchObject({
    code: 'pack-folder-incomplete',
    details: { file: 'text-encoder.weights' },
  });
  const weights = await contentOf(folder.files.get('text-encoder.weights'));
  const flipped = new File([weights.with(9, (weights[9] ?? 0) ^ 1)], 'text-encoder.weights');
  await expect(changed('text-encoder.weights', flipped)).rejects.toMatchObject({
    code: 'pack-file-corrupt',
    details: { file: 'text-encoder.weights' },
  });
  expect(await store.list()).toEqual([]);
});

test('a stored pack that has changed on disk is found out', async () => {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  await expect(store.verify(KEY)).resolves.toBeUndefined();
  const folder = await (await root.getDirectoryHandle('packs')).getDirectoryHandle(KEY);
  const file = await folder.getFileHandle('prompt-decoder.weights');
  (await file.createSyncAccessHandle()).write(Uint8Array.of(255, 255, 255), { at: 64 });
  await expect(store.verify(KEY)).rejects.toMatchObject({
    code: 'pack-file-corrupt',
    details: { file: 'prompt-decoder.weights' },
  });
});

test('a stored pack that is removed is gone', async () => {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  await store.remove(KEY);
  expect(await store.list()).toEqual([]);
});

test('a stored pack whose manifest is broken is listed as unusable, not hidden', async () => {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  const folder = await (await root.getDirectoryHandle('packs')).getDirectoryHandle(KEY);
  const file = await folder.getFileHandle('manifest.json');
  (await file.createSyncAccessHandle()).write(new TextEncoder().encode('oops'));
  expect(await store.list()).toMatchObject([{ kind: 'unusable', error: { code: 'pack-invalid' } }]);
});

test('a stored pack comes out as one zip file that holds what was stored', async () => {
  const store = new LocalPackStore(adapter);
  await store.convert(INT8);
  const zip = await store.zip(KEY);
  expect(zip.name).toBe('micro-int8.zip');
  const unzipped = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  const stored = await filesOf(KEY);
  stored.delete('origin.json');
  expect(Object.keys(unzipped).sort()).toEqual([...stored.keys()].map((name) => `${KEY}/${name}`).sort());
  for (const [name, file] of stored) {
    expect(Buffer.from(unzipped[`${KEY}/${name}`] ?? []).equals(await contentOf(file))).toBe(true);
  }
});
