import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { offersFor } from './offers.ts';

test.each([
  ['spleen with several infarcts, entire organ please', 'spleen'],
  ['Milz mit Zysten, bitte das ganze Organ', 'spleen'],
  ['bazo con quistes, órgano completo', 'spleen'],
])('findings change nothing where all of the organ is asked for: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test.each([
  'spleen with several infarcts',
  'infarct of the spleen, entire organ please',
  'infarct, entire organ please',
])('“%s” is not answered with the organ', (text) => expect(asked(text)).toContain('?'));

test.each([
  ['spleen including the cysts', ['spleen']],
  ['Milz inklusive Tumor', ['spleen']],
  ['cyst including its wall', []],
])('parts and findings that are to be within are offered: “%s”', (text, ids) => {
  expect(asked(text)).toBe('?');
  expect(offersFor(text, structures, groups)).toEqual(ids);
});

test.each([
  ['A patient with a renal tumour. Please segment the spleen.', 'spleen'],
  ['Bekanntes Karzinom. Bitte Milz segmentieren.', 'spleen'],
])('a wish behind what is wrong is one: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  'There is a tumour. It is in the spleen.',
  'There is a tumour. Please show it in the spleen.',
  'Please find the tumour. Show the spleen tumour.',
  'Tumour of the spleen. Please segment it.',
])('“%s” is not', (text) => expect(asked(text)).toContain('?'));
