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
