import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';
import { offersFor } from './offers.ts';
import { deniesFindings, withoutDenied } from './report-lines.ts';

test.each([
  ['Spleen: no focal lesions', 'spleen'],
  ['Kidneys: no stones or masses, no hydronephrosis', 'kidney_left kidney_right'],
  ['Milz unauffällig, keine Raumforderung', 'spleen'],
  ['Pancreas: Normal. No ductal dilatation.', 'pancreas'],
  ['No adrenal mass. Adrenals are normal.', 'adrenal_left adrenal_right'],
  ['No liver lesion. Spleen is normal.', 'spleen'],
  ['The left kidney measures 10.8 x 5.1 x 4.9 cm.', 'kidney_left'],
  ['The liver demonstrates homogeneous attenuation without focal abnormality.', 'liver'],
  ['SPLEEN: normal size without focal abnormality', 'spleen'],
  ['Milz: keine Raumforderung', 'spleen'],
  ['Nieren bds. ohne Harnstauung', 'kidney_left kidney_right'],
  ['Rate : pas de lésion focale', 'spleen'],
  ['Bazo sin lesiones focales', 'spleen'],
  ['Milza senza lesioni focali', 'spleen'],
  ['Baço sem lesões focais', 'spleen'],
  ['Śledziona bez zmian ogniskowych', 'spleen'],
  ['Селезёнка без очаговых изменений', 'spleen'],
  ['脾脏未见占位', 'spleen'],
  ['胆嚢に結石なし', 'gallbladder'],
])('what a report denies is no part of what it is about: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test('where a finding may be meant to be left out of the mask it is offered', () => {
  expect(asked('vejiga sin cálculos')).toBe('?');
  expect(offersFor('vejiga sin cálculos', structures, groups)).toEqual(['bladder']);
});

test.each(['spleen without the tail', 'spleen without tumor', 'Spleen: a lesion', 'spleen with a mass'])(
  '“%s” is not answered with an organ',
  (text) => expect(asked(text)).not.toBe('spleen'),
);

test.each([
  ['no focal lesions', true],
  ['kein Aufstau', true],
  ['no spleen', false],
  ['lesions', false],
  ['no', false],
])('“%s” denies findings: %s', (text, is) => expect(deniesFindings(text)).toBe(is));

test('only an end that tells nothing else is cut off', () => {
  expect(withoutDenied('spleen without focal lesions')).toBe('spleen');
  expect(withoutDenied('spleen without stones')).toBe('spleen without stones');
  expect(withoutDenied('spleen without stones', false)).toBe('spleen');
  expect(withoutDenied('Spleen normal. No ascites of note')).toBe('Spleen normal. No ascites of note');
});

test.each([
  'Gallbladder: surgically absent',
  'spleen: removed',
  'Milz: fehlt',
  'Bazo: ausente',
  'селезёнка: удалена',
])('what a report says is not there is neither run nor offered: “%s”', (text) => {
  expect(asked(text)).toBe('?');
  expect(offersFor(text, structures, groups)).toEqual([]);
});

test('a heading before a wish is no absence', () => {
  expect(asked('Task: spleen')).toBe('spleen');
});

test.each([
  'right kidney not visualised',
  'gallbladder not seen',
  'left kidney not clearly identified, status post nephrectomy',
  'the gallbladder could not be identified',
])('what is not seen is not asked for, alone or beside others: “%s”', (text) => {
  expect(new Set(asked(text).split(' '))).toEqual(new Set(['?']));
  expect(asked(`liver normal, ${text}`)).toMatch(/^liver(?: \?)+$/);
});

test.each([
  'vésicule biliaire non visualisée',
  'rechte Niere nicht darstellbar',
  'vejiga no visualizada por vacía',
  'colecisti non visualizzata',
  'galblaas niet zichtbaar',
  'pęcherzyk niewidoczny',
  'жёлчный пузырь не визуализируется',
  '胆囊未显示',
])('neither is it in other languages, nor offered: “%s”', (text) => {
  expect(asked(text)).toBe('?');
  expect(offersFor(text, structures, groups)).toEqual([]);
  const sure = [...structures.map(({ id }) => (id === 'bladder' ? 9 : 0)), 0];
  expect(understand(text, sure, structures, 0.5, groups).understood).toBe(false);
});

test('what else is said beside it is', () => {
  expect(asked('Liver normal. Right kidney not seen.')).toBe('liver');
});

test.each([
  'Spleen: s/p splenectomy',
  'Gallbladder: status post cholecystectomy',
  'Milz: Z.n. Splenektomie',
  'Spleen: not present',
])('neither is what was taken out: “%s”', (text) => expect(asked(text)).toBe('?'));
