import { expect, test } from 'vitest';
import { storedZip, type ZipOddities } from '#testing/stored-zip.ts';
import { blobSource, readExactly } from './source.ts';
import { contentOffset, readZipDirectory } from './zip-directory.ts';

const FILES = [
  ['model/data.pkl', Uint8Array.of(1, 2, 3)],
  ['model/data/0', Uint8Array.of(4, 5)],
] as const;

const source = (bytes: Uint8Array<ArrayBuffer>) => blobSource('model.ckpt', new Blob([bytes]));
const open = (odd: ZipOddities, files: readonly (readonly [string, Uint8Array])[] = FILES) =>
  readZipDirectory(source(storedZip(files, odd)));

test.each([false, true])('files are found with zip64 = %s', async (zip64) => {
  const file = source(storedZip(FILES, { zip64 }));
  const { entries } = await readZipDirectory(file);
  for (const [path, content] of FILES) {
    const entry = entries.get(path);
    if (!entry) throw new Error(path);
    expect(await readExactly(file, await contentOffset(file, entry), entry.size)).toEqual(content);
  }
});

test.each<[string, ZipOddities, string]>([
  ['packed by imploding', { method: 6 }, 'part-packing'],
  ['unpacked to more than deflate can make', { method: 8, unpacked: 3 * 1032 + 1 }, 'part-sizes'],
  ['stored in another size than they have', { unpacked: 4 }, 'part-sizes'],
  ['encrypted', { flags: 1 }, 'encrypted'],
  ['beyond the end', { headerOffset: 2 ** 31 }, 'part-beyond'],
  ['too large', { size: 2 ** 31 }, 'part-beyond'],
])('files that are %s are refused', async (_, odd, reason) => {
  await expect(open(odd)).rejects.toThrow(reason);
});

test.each(['../evil', 'a/../../b', '/etc/passwd', 'a\\b', ''])('the name “%s” is refused', async (name) => {
  await expect(open({}, [[name, Uint8Array.of(1)]])).rejects.toThrow('part-name');
});

test('one name twice is refused', async () => {
  const [first] = FILES;
  await expect(open({}, [first, first])).rejects.toThrow('part-twice');
});

test('a header that is not where the directory says is refused', async () => {
  const file = source(storedZip(FILES, { headerOffset: 7 }));
  const { entries } = await readZipDirectory(file);
  for (const entry of entries.values())
    await expect(contentOffset(file, entry)).rejects.toThrow('part-misplaced');
});

test('an archive cut anywhere is refused', async () => {
  const whole = storedZip(FILES, { zip64: true });
  for (let length = 0; length < whole.length; length++) {
    await expect(readZipDirectory(source(whole.slice(0, length)))).rejects.toThrow();
  }
});
