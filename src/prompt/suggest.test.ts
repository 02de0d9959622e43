import { expect, test } from 'vitest';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { completePrompt, indexNames, suggestNames } from './suggest.ts';

const structure = (name: string, ...synonyms: string[]): Structure => ({
  id: name as StructureId,
  name,
  synonyms,
  color: [0, 0, 0],
  labelId: 1,
});
const STRUCTURES = [
  structure('liver', 'hepar', 'Leber', 'foie', 'hígado', '肝脏'),
  structure('left kidney', 'lt kidney', 'linke Niere', 'rein gauche', '左肾'),
  structure('right kidney', 'rt kidney', 'rechte Niere', 'rein droit', '右肾'),
  structure('gallbladder', 'gall bladder', 'Gallenblase'),
  structure('urinary bladder', 'bladder', 'Harnblase'),
];
const GROUPS: StructureGroup[] = [
  { names: ['kidneys', 'Nieren'], members: ['left kidney', 'right kidney'] as StructureId[] },
];
const INDEX = indexNames(STRUCTURES, GROUPS);
const names = (text: string) => suggestNames(text, INDEX).map(({ name }) => name);

test('a few letters of a name offer it, its own name before another’s synonym', () => {
  expect(names('li')[0]).toBe('liver');
  expect(names('left k')[0]).toBe('left kidney');
  expect(names('kid')).toEqual(expect.arrayContaining(['kidneys', 'left kidney', 'right kidney']));
  expect(names('bladder')[0]).toBe('urinary bladder');
});

test('other languages and scripts find the structure, and say by which name', () => {
  expect(suggestNames('Leb', INDEX)[0]).toEqual({ name: 'liver', via: 'Leber' });
  expect(suggestNames('higa', INDEX)[0]).toEqual({ name: 'liver', via: 'hígado' });
  expect(suggestNames('肝', INDEX)[0]).toEqual({ name: 'liver', via: '肝脏' });
  expect(names('肾')).toEqual(['left kidney', 'right kidney']);
  expect(names('die linke N')).toEqual(['left kidney']);
  expect(suggestNames('liver', INDEX)[0]).toEqual({ name: 'liver', via: undefined });
});

test('slips of the keyboard are forgiven', () => {
  expect(names('gallblader')[0]).toBe('gallbladder');
  expect(names('kidny')).toContain('left kidney');
});

test('only what is typed last counts, and only it is replaced', () => {
  expect(names('spleen, li')[0]).toBe('liver');
  expect(names('spleen and li')[0]).toBe('liver');
  expect(names('liver, ')).toEqual([]);
  expect(completePrompt('spleen, li', 'liver')).toBe('spleen, liver');
  expect(completePrompt('spleen,li', 'liver')).toBe('spleen, liver');
  expect(completePrompt('spleen und le', 'liver')).toBe('spleen und liver');
  expect(completePrompt('li', 'liver')).toBe('liver');
});

test('nothing is offered for nothing, nor for what resembles no name', () => {
  expect(names('')).toEqual([]);
  expect(names('  ?')).toEqual([]);
  expect(names('zzzz')).toEqual([]);
});
