import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeFolder } from '#testing/fake-files.ts';
import { PrivateFeatures } from './private-features.ts';
import type { Tensors } from './runtime.ts';

const ROOM = 1000;
let root: FakeFolder;
let locks: { name: string }[];

beforeEach(() => {
  root = new FakeFolder();
  locks = [];
  vi.stubGlobal('navigator', {
    storage: { getDirectory: async () => root, estimate: async () => ({ quota: 2 * ROOM, usage: 0 }) },
    locks: {
      request: (name: string, task: () => unknown) => {
        locks.push({ name });
        return task();
      },
      query: async () => ({ held: locks }),
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

/** 400 bytes in two tensors. */
function features(value: number): Tensors {
  return {
    a: { dims: [2, 25], data: new Float32Array(50).fill(value) },
    b: { dims: [50], data: Float32Array.from({ length: 50 }, (_, n) => n + value) },
  };
}

async function names(folder: FakeFolder): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of folder.values()) found.push(name);
  return found;
}

test('what was written is read back, number for number', async () => {
  const disk = new PrivateFeatures();
  await disk.write('scan/0', features(1));
  await disk.write('scan/1', features(7));
  expect(await disk.read('scan/0')).toEqual(features(1));
  expect(await disk.read('scan/1')).toEqual(features(7));
  expect(disk.has('scan/2')).toBe(false);
  expect(await disk.read('scan/2')).toBeUndefined();
});

test('the oldest make room, and their files go', async () => {
  const disk = new PrivateFeatures();
  for (const n of [0, 1, 2]) await disk.write(`scan/${n}`, features(n));
  expect([0, 1, 2].map((n) => disk.has(`scan/${n}`))).toEqual([false, true, true]);
  const [own = ''] = await names(await root.getDirectoryHandle('features'));
  const folder = await (await root.getDirectoryHandle('features')).getDirectoryHandle(own);
  expect(await names(folder)).toEqual(['1', '2']);
});

test('what belongs to a scan goes with it', async () => {
  const disk = new PrivateFeatures();
  await disk.write('a/0', features(1));
  await disk.write('b/0', features(1));
  await disk.drop('a/');
  expect([disk.has('a/0'), disk.has('b/0')]).toEqual([false, true]);
});

test('what closed pages left is removed, what open ones use stays', async () => {
  const all = await root.getDirectoryHandle('features', { create: true });
  await all.getDirectoryHandle('closed', { create: true });
  await all.getDirectoryHandle('open', { create: true });
  locks.push({ name: 'features/open' });
  await new PrivateFeatures().write('scan/0', features(1));
  const left = await names(all);
  expect(left).toHaveLength(2);
  expect(left).toContain('open');
});

test('an engine that opens while another looks for what closed pages left keeps its folder', async () => {
  const [first, second] = [new PrivateFeatures(), new PrivateFeatures()];
  let isFirst = true;
  const query = async () => {
    const held = [...locks];
    if (isFirst) {
      isFirst = false;
      await second.write('b/0', features(2));
    }
    return { held };
  };
  vi.stubGlobal('navigator', { ...navigator, locks: { ...navigator.locks, query } });
  await first.write('a/0', features(1));
  expect(await names(await root.getDirectoryHandle('features'))).toHaveLength(2);
});

test('without a private file system nothing is kept, and nothing fails', async () => {
  vi.stubGlobal('navigator', {});
  const disk = new PrivateFeatures();
  await disk.write('scan/0', features(1));
  expect(disk.has('scan/0')).toBe(false);
});

test('a browser that refuses locks keeps nothing, and holds nothing up', async () => {
  Object.assign(navigator.locks, { request: () => Promise.reject(new DOMException('no', 'SecurityError')) });
  const disk = new PrivateFeatures();
  await disk.write('scan/0', features(1));
  expect(disk.has('scan/0')).toBe(false);
});
