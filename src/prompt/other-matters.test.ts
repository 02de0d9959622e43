import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';

/** A text encoder that takes whatever it is given for the liver. */
const CREDULOUS = [...structures.map(({ id }) => (id === 'liver' ? 9 : 0)), 0];

test.each([
  'liver and onions recipe',
  'Rezept für Leber mit Zwiebeln',
  'beef liver',
  'Kalbsleber',
  'foie gras',
  'fetal liver',
  'liver in german',
  'liver meaning in hindi',
  'Leber auf Englisch',
  'foie en anglais',
  'hígado en español',
])('food, the unborn and other languages are no matter of a scan: “%s”', (text) => {
  expect(asked(text)).toBe('?');
  expect(understand(text, CREDULOUS, structures, 0.5, groups).understood).toBe(false);
});

test.each([
  ['liver on a CAT scan', 'liver'],
  ['CAT scan of the liver', 'liver'],
  ['hígado en la TC', 'liver'],
])('where it is seen changes nothing: “%s”', (text, id) => expect(asked(text)).toBe(id));

test.each([
  'duodenum wiki',
  'liver definition',
  'Leber Bedeutung',
  'liver wikipedia',
  'uretere destro',
  'Harnleiter links',
])('what is to be looked up, and what is one letter away from an organ, is not outlined: “%s”', (text) => {
  expect(asked(text)).toBe('?');
  expect(understand(text, CREDULOUS, structures, 0.5, groups).understood).toBe(false);
});

test.each(['rate of contrast injection', 'rate this segmentation', 'heart rate', 'frame rates'])(
  'the English word is no spleen: “%s”',
  (text) => {
    expect(asked(text)).toBe('?');
    expect(understand(text, CREDULOUS, structures, 0.5, groups).understood).toBe(false);
  },
);

test.each(['rate', 'la rate', 'montre la rate', 'rate de taille normale'])(
  'the French one is: “%s”',
  (text) => expect(asked(text)).toBe('spleen'),
);

test.each(['kidney machine', 'liver machine perfusion'])('nor is a machine: “%s”', (text) =>
  expect(asked(text)).toBe('?'),
);
