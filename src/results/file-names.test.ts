import { expect, test } from 'vitest';
import { besideStem, fileSlugs, objectNames, outputNames, scanStem } from './file-names.ts';

test('names of structures are lower case with underscores between words', () => {
  expect(fileSlugs(['left kidney', 'Inferior Vena Cava', ' L5/S1 disc. '])).toEqual([
    'left_kidney',
    'inferior_vena_cava',
    'l5_s1_disc',
  ]);
});

test('letters of other scripts are kept, whole and in one way of writing them', () => {
  expect(fileSlugs(['Leber & Öl', 'печень', '肝臓', 'कलेजा'])).toEqual(['leber_öl', 'печень', '肝臓', 'कलेजा']);
  expect(fileSlugs(['\uff23\uff34 \uff11'])).toEqual(['ct_1']);
  // One letter, and the same letter as a base and a mark.
  expect(fileSlugs(['\u00f6l', 'o\u0308l'])).toEqual(['\u00f6l', '\u00f6l_2']);
});

test('no two objects share a file, whatever their titles', () => {
  const titles = ['liver', 'Liver!', 'liver 2', 'labels', 'spleen', 'spleen probability', '???', ''];
  const slugs = fileSlugs(titles);
  expect(slugs).toEqual([
    ...['liver', 'liver_2', 'liver_2_2', 'labels_2', 'spleen', 'spleen_probability_2', 'object', 'object_2'],
  ]);
  const files = slugs.flatMap((slug) => [slug, `${slug}_probability`]);
  expect(new Set(files).size).toBe(2 * titles.length);
});

test('a probability map never takes the name of a mask that comes after it', () => {
  expect(fileSlugs(['a probability', 'a'])).toEqual(['a_probability', 'a_2']);
});

test('a name is never a path, never empty and never too long for a disk', () => {
  const [path = '', empty = '', long = ''] = fileSlugs([
    '../../etc/passwd',
    '\u0000\u202e',
    '肝'.repeat(200),
  ]);
  expect(path).toBe('etc_passwd');
  expect(empty).toBe('object');
  expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(80);
  expect(long).toMatch(/^肝+$/);
});

test('the name of a scan is what its file is called without the ending, made safe', () => {
  expect(scanStem('patient 7.nii.gz')).toBe('patient 7');
  expect(scanStem('Head.NII')).toBe('Head');
  expect(scanStem('a/b\\c:d\u0007.nii')).toBe('a_b_c_d_');
  expect(scanStem('..nii.gz')).toBe('scan');
  expect(scanStem('.hidden.nii')).toBe('hidden');
});

test('a scan whose own name is as long as a disk takes has results that it takes too, and none of another such scan', () => {
  const long = `${'肝'.repeat(82)}.nii.gz`;
  const other = long.replace('肝.nii', '脾.nii');
  expect(utf8(long)).toBe(253);
  const stem = scanStem(long);
  const [slug = ''] = fileSlugs(['器'.repeat(200)]);
  const names = [outputNames(`${stem}-99`).labelColors, objectNames(`${stem}-99`, `${slug}_99`).probability];
  for (const name of names) expect(utf8(name)).toBeLessThanOrEqual(255);
  expect(stem).toMatch(/^肝+_[a-p]{8}$/);
  expect(scanStem(other)).not.toBe(stem);
  // Of one object's file, which begins with it, the object is still known.
  expect(besideStem(objectNames(stem, 'spleen').mask, [stem])).toBe('spleen');
});

test('a name that a disk takes with every ending is not shortened', () => {
  expect(scanStem(`${'a'.repeat(144)}.nii`)).toBe('a'.repeat(144));
  expect(scanStem(`${'a'.repeat(145)}.nii`)).toMatch(/^a{135}_[a-p]{8}$/);
});

const utf8 = (text: string) => new TextEncoder().encode(text).length;
