import { expect, test } from 'vitest';
import { FakeFolder } from '#testing/fake-files.ts';
import { SessionFolder } from './session-folder.ts';

const [A, B, C] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string];

const bytes = (length: number, value = 7) => new Uint8Array(length).fill(value);

function folderOn(disk: FakeFolder, bounds?: { readonly sessions: number; readonly bytes: number }) {
  return new SessionFolder(async () => disk as unknown as FileSystemDirectoryHandle, bounds);
}

async function namesIn(disk: FakeFolder): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of (await disk.getDirectoryHandle('sessions')).values()) names.push(name);
  return names;
}

const read = async (folder: SessionFolder, key: string) => {
  const file = await folder.read(key);
  return file && new Uint8Array(await file.arrayBuffer());
};

test('what was written last is read, and nothing else of that scan lies there', async () => {
  const disk = new FakeFolder();
  const folder = folderOn(disk);
  expect(await folder.read(A)).toBeUndefined();
  for (const value of [1, 2, 3]) await folder.write(A, bytes(10, value));
  await folder.write(B, bytes(5));
  expect(await read(folder, A)).toEqual(bytes(10, 3));
  expect(await namesIn(disk)).toHaveLength(2);
  await folder.remove(A);
  expect(await folder.read(A)).toBeUndefined();
  expect(await read(folder, B)).toEqual(bytes(5));
  await folder.remove();
  expect(await namesIn(disk)).toEqual([]);
});

test('scans are counted once each, and not what was being written when a page ended', async () => {
  const disk = new FakeFolder();
  const folder = folderOn(disk);
  expect(await folder.count()).toBe(0);
  await folder.write(A, bytes(10));
  await folder.write(B, bytes(10));
  const sessions = await disk.getDirectoryHandle('sessions');
  // Left by a page that ended before it removed the session before, and while it wrote one.
  await sessions.getFileHandle(`${A}.${Date.now() + 5000}`, { create: true });
  await sessions.getFileHandle(`${C}.${Date.now()}.part`, { create: true });
  expect(await folder.count()).toBe(2);
  await folder.remove(B);
  expect(await folder.count()).toBe(1);
});

test('a page that ended while it wrote leaves the session before', async () => {
  const disk = new FakeFolder();
  const folder = folderOn(disk);
  await folder.write(A, bytes(10, 1));
  const sessions = await disk.getDirectoryHandle('sessions');
  const part = await sessions.getFileHandle(`${A}.${Date.now() + 1000}.part`, { create: true });
  (await part.createSyncAccessHandle()).write(bytes(4, 9));
  expect(await read(folder, A)).toEqual(bytes(10, 1));
  await folder.write(A, bytes(10, 2));
  expect(await read(folder, A)).toEqual(bytes(10, 2));
  expect(await namesIn(disk)).toHaveLength(1);
});

test('a page that ended before it removed the session before reads the new one', async () => {
  const disk = new FakeFolder();
  const folder = folderOn(disk);
  await folder.write(A, bytes(3, 1));
  const sessions = await disk.getDirectoryHandle('sessions');
  const later = await sessions.getFileHandle(`${A}.${Date.now() + 5000}`, { create: true });
  (await later.createSyncAccessHandle()).write(bytes(3, 2));
  expect(await read(folder, A)).toEqual(bytes(3, 2));
});

test.each([
  ['too many', { sessions: 2, bytes: 1000 }],
  ['too much', { sessions: 9, bytes: 25 }],
])('of %s the scan that was worked on longest ago goes', async (_, bounds) => {
  const disk = new FakeFolder();
  const folder = folderOn(disk, bounds);
  await folder.write(A, bytes(10));
  await folder.write(B, bytes(10));
  // Written once more, so B is the oldest.
  await new Promise((resolve) => setTimeout(resolve, 2));
  await folder.write(A, bytes(10));
  await new Promise((resolve) => setTimeout(resolve, 2));
  await folder.write(C, bytes(10));
  expect(await folder.read(B)).toBeUndefined();
  expect(await read(folder, A)).toEqual(bytes(10));
  expect(await read(folder, C)).toEqual(bytes(10));
});

test('a disk that is full keeps the session before, and older ones of other scans make room', async () => {
  const disk = new FakeFolder('', { room: 130 });
  const folder = folderOn(disk);
  await folder.write(B, bytes(40));
  await folder.write(A, bytes(40, 1));
  await expect(folder.write(A, bytes(60, 2))).rejects.toMatchObject({
    code: 'session-unkept',
    details: { reason: 'full' },
  });
  expect(await read(folder, A)).toEqual(bytes(40, 1));
});

test('a browser without private files is said to keep nothing', async () => {
  const folder = new SessionFolder(() => Promise.reject(new DOMException('no', 'SecurityError')));
  const refusal = { code: 'session-unkept', details: { reason: 'SecurityError' } };
  await expect(folder.write(A, bytes(1))).rejects.toMatchObject(refusal);
  await expect(folder.read(A)).rejects.toMatchObject(refusal);
  await expect(folder.count()).rejects.toMatchObject(refusal);
  await expect(folder.remove(A)).rejects.toMatchObject(refusal);
});
