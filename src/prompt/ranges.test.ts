import { expect, test } from 'vitest';
import type { Structure } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { readPrompts } from './read-prompt.ts';

const structure = (name: string, n: number): Structure => ({
  id: name as StructureId,
  name,
  synonyms: [name.replace('vertebra ', '')],
  color: [0, 0, 0],
  labelId: n + 1,
});
const STRUCTURES = [
  ...['L3', 'L2', 'L1', 'T12', 'T11'].map((level) => `vertebra ${level}`),
  ...['left rib 1', 'left rib 2', 'left rib 3', 'liver'],
].map(structure);

const asked = (text: string) =>
  readPrompts(text, STRUCTURES, []).map(({ structure: id }) => id?.replace('vertebra ', ''));

test.each([
  ['L1-L3', ['L1', 'L2', 'L3']],
  ['L1 to L3', ['L1', 'L2', 'L3']],
  ['L3 – L1', ['L1', 'L2', 'L3']],
  ['show me vertebra L1 to L3 please', ['L1', 'L2', 'L3']],
  ['L1 bis 3', ['L1', 'L2', 'L3']],
  ['vertebra T11 to vertebra L2', ['L2', 'L1', 'T12', 'T11']],
  ['T11 to L2', ['L2', 'L1', 'T12', 'T11']],
  ['left rib 2-3, liver', ['left rib 2', 'left rib 3', 'liver']],
])('“%s” asks for all between', (text, ids) => {
  expect(asked(text)).toEqual(ids);
});

test.each([
  'L1 to L5',
  'L1-L40',
  'L2 to left rib 2',
  'left rib 1 to 4',
  'left rib 0 to 2',
  'vertebra L4',
  'left rib 13',
])('“%s”, of which the pack lacks some, is not read as less', (text) => {
  expect(asked(text)).toEqual([undefined]);
});

test('numbers of a sequence and of its slices are no range', () => {
  expect(asked('liver on T2-SSFSE 4 mm gap 0.4')).toEqual(['liver']);
});
