import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';
import { withHeadingsTold } from './headings.ts';
import { offersFor } from './offers.ts';

test.each([
  ['include: liver, exclude: spleen', 'liver'],
  ['wanted: liver, spleen; not wanted: kidneys', 'liver spleen'],
  ['liver, stomach\nto ignore: spleen, kidneys', 'liver stomach'],
  ['ignorieren: Leber; segmentieren: Milz', 'spleen'],
  ['sí: hígado, no: bazo', 'liver'],
  ['肝脏；排除：脾脏，胰腺', 'liver'],
])('what a heading says is left out is so to the end of its list: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test.each([
  'exclude: liver, spleen',
  'skip: liver',
  'ausschließen: Leber',
  'sauf : foie',
  'excluir: bazo',
  '不要：肝脏',
  'исключить: печень',
])('nothing else is asked for: “%s”', (text) => expect(() => asked(text)).toThrow('prompt-left-out'));

test('of everything it is taken off', () => {
  expect(asked('all organs; ignore: liver, spleen')).toBe(
    asked('all organs except the liver and the spleen'),
  );
});

test.each([
  'metastases: liver',
  'tumour site: pancreas',
  'cancer: pancreas, liver',
  'Metastasen: Leber, Milz',
  'biopsy: liver',
  'known mets: liver, adrenals',
  'Tumorsitz: Pankreas',
  'siège de la tumeur : foie',
  's/p resection: spleen, gallbladder',
  'removed: gallbladder',
  'not visualised: gallbladder, spleen',
  'nicht abgrenzbar: Milz',
  '病変: 肝臓',
])('where something is, or what is not there, is not asked for: “%s”', (text) =>
  expect(new Set(asked(text).split(' '))).toEqual(new Set(['?'])),
);

test.each([
  ['my collection: liver, spleen', 'liver spleen'],
  ['organs: liver and spleen', 'liver spleen'],
  ['biopsy planning: left kidney', 'kidney_left'],
  ['no mass: liver', 'liver'],
  ['Indication: renal mass. Please segment the liver', 'liver'],
  ['LIVER: Normal. SPLEEN: Normal. KIDNEYS: No hydronephrosis.', 'liver spleen kidney_left kidney_right'],
  ['Kidneys: no stones. Aorta: normal calibre.', 'kidney_left kidney_right aorta'],
])('other headings change nothing, and begin a line of their own: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test('a list with something unknown stays as it was', () => {
  const text = 'ignore: everything else';
  expect(withHeadingsTold(text, () => false)).toBe(text);
});

test('not even where a text encoder is sure, and it is not offered', () => {
  const sure = [...structures.map(({ id }) => (id === 'pancreas' ? 9 : 0)), 0];
  expect(understand('Tumorsitz: Pankreas', sure, structures, 0.5, groups)).toMatchObject({
    understood: false,
  });
  expect(offersFor('Tumorsitz: Pankreas', structures, groups)).toEqual([]);
});

test('a margin to be added is no wish for the organ', () => {
  expect(asked('add 5 mm to the liver')).toBe('?');
  expect(asked('ajoute 5 mm au foie')).toBe('?');
});

test.each([
  ['right: kidney', 'kidney_right'],
  ['left: kidney, adrenal', 'kidney_left adrenal_left'],
  ['left: kidney\nright: adrenal', 'kidney_left adrenal_right'],
  ['links: Niere, Leber', 'kidney_left liver'],
])('a side before a colon is that of what is listed: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['already done: liver. to do: spleen', 'spleen'],
  ['exclude: liver, show the spleen', 'spleen'],
  ['tumour: left kidney. Please segment the right kidney.', 'kidney_right'],
  ['mass: left kidney, segment right kidney', 'kidney_right'],
  ['Pat. mit Tumor: Leber. Bitte Milz segmentieren.', 'spleen'],
  ['stone: gallbladder\nliver', 'liver'],
])('what is asked for behind such a list is read alone: “%s”', (text, ids) => expect(asked(text)).toBe(ids));
