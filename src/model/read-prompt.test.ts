import { expect, test } from 'vitest';
import type { Structure, StructureGroup } from './manifest.ts';
import type { StructureId } from './prompt.ts';
import { readPrompts } from './read-prompt.ts';

const structure = (id: string, name: string, labelId: number, ...synonyms: string[]): Structure => ({
  id: id as StructureId,
  name,
  synonyms,
  color: [0, 0, 0],
  labelId,
});
const STRUCTURES = [
  structure('spleen', 'spleen', 1),
  structure('kidney_right', 'right kidney', 2, 'rt. kidney', 'kidney right'),
  structure('kidney_left', 'left kidney', 3, 'lt. kidney'),
  structure('liver', 'liver', 6, 'hepar', 'Leber'),
  structure('bladder', 'bladder', 14, 'bladder and ureters'),
  structure('gallbladder', 'gallbladder', 4, 'gall bladder'),
];
const GROUPS: StructureGroup[] = [
  { names: ['kidneys', 'both kidneys'], members: ['kidney_left', 'kidney_right'] as StructureId[] },
];

const ids = (text: string) => readPrompts(text, STRUCTURES, GROUPS).map((p) => p.structure ?? `?${p.text}`);

test('commas, semicolons, new lines, ampersands, plus signs and "and" tell structures apart', () => {
  expect(ids('liver, spleen; gallbladder\nright kidney')).toEqual([
    'liver',
    'spleen',
    'gallbladder',
    'kidney_right',
  ]);
  expect(ids('liver and spleen & left kidney+bladder')).toEqual([
    'liver',
    'spleen',
    'kidney_left',
    'bladder',
  ]);
  expect(ids('liver, and spleen,')).toEqual(['liver', 'spleen']);
});

test('a known name that contains "and" stays whole, and words that contain the letters do too', () => {
  expect(ids('bladder and ureters and liver')).toEqual(['bladder', 'liver']);
  expect(ids('thyroid gland and liver')).toEqual(['?thyroid gland', 'liver']);
});

test('case, width, punctuation and white space do not matter', () => {
  expect(ids('  LIVER.  ')).toEqual(['liver']);
  expect(ids('ｌｉｖｅｒ')).toEqual(['liver']);
  expect(ids('Rt   kidney')).toEqual(['kidney_right']);
  expect(ids('gall-bladder')).toEqual(['gallbladder']);
  expect(ids('kidney_left')).toEqual(['kidney_left']);
});

test('words round a name do not hide it', () => {
  for (const text of [
    'the liver',
    'please segment the liver in abdomen CT',
    'Show me the liver, please',
    'where is the liver?',
    'liver in this scan',
    'Can you find my liver',
    'segmentation of the liver in CT images',
  ]) {
    expect(ids(text.replace(', please', ' please')), text).toEqual(['liver']);
  }
});

test('the words of the user are kept for the text encoder', () => {
  expect(readPrompts('show me the Liver in CT', STRUCTURES, GROUPS)).toEqual([
    { text: 'show me the Liver in CT', structure: 'liver' },
  ]);
});

test('a group gives its members, under their own names', () => {
  expect(readPrompts('both kidneys', STRUCTURES, GROUPS)).toEqual([
    { text: 'left kidney', structure: 'kidney_left' },
    { text: 'right kidney', structure: 'kidney_right' },
  ]);
});

test('a side shares the noun that follows', () => {
  expect(ids('left and right kidney')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('the right and the left kidneys')).toEqual(['kidney_right', 'kidney_left']);
});

test('nothing is asked twice', () => {
  expect(ids('kidneys, left kidney, liver, hepar, the liver')).toEqual([
    'kidney_left',
    'kidney_right',
    'liver',
  ]);
  expect(ids('pizza, Pizza, the pizza')).toEqual(['?pizza']);
});

test('text that names no structure is left for the text encoder', () => {
  expect(ids('splene')).toEqual(['?splene']);
  expect(ids('the')).toEqual(['?the']);
});

test('text without a letter or digit is refused as empty', () => {
  for (const text of ['', '  ', ',;\n', '...', ' & ', 'and']) {
    expect(() => ids(text), JSON.stringify(text)).toThrow(/prompt-empty/);
  }
});
