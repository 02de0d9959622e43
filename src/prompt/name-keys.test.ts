import { expect, test } from 'vitest';
import { FAKE_MODEL } from '#testing/fake-engine.ts';
import { readVocabulary } from './known-names.ts';
import { nameKeys } from './name-keys.ts';

const structures = FAKE_MODEL.structures.map((each) =>
  each.name === 'liver' ? { ...each, synonyms: ['Leber'] } : each,
);
const vocabularies = [readVocabulary(structures, FAKE_MODEL.groups)];
const areAlike = (one: string, other: string) => {
  const keys = new Set(nameKeys(one, vocabularies));
  return nameKeys(other, vocabularies).some((key) => keys.has(key));
};

test.each([
  ['kidney_left', 'left kidney'],
  ['KidneyLeft', 'left kidney'],
  ['Left Kidney', 'left_kidney'],
  ['liver', 'Leber'],
  ['vertebrae_L1', 'L1 vertebrae'],
  ['größe', 'GRÖSSE'.toLowerCase().replace('ss', 'ß')],
])('%s and %s are one', (one, other) => {
  expect(areAlike(one, other)).toBe(true);
});

test.each([
  ['left kidney', 'right kidney'],
  ['kidney_left', 'kidney'],
  ['liver', 'liver tumour'],
  ['Label 1', 'Label 11'],
  ['', ''],
])('%s and %s are not', (one, other) => {
  expect(areAlike(one, other)).toBe(false);
});
