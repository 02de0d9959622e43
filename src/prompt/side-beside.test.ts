import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { offersFor } from './offers.ts';

test.each([
  ['riñon der', 'kidney_right'],
  ['riñón der.', 'kidney_right'],
  ['riñón dcho', 'kidney_right'],
  ['muéstrame el riñón izq por favor', 'kidney_left'],
  ['riñones izq y der', 'kidney_left kidney_right'],
  ['riñones der izq', '?'],
  ['riñones der y izq', 'kidney_right kidney_left'],
  ['riñones der e izq', 'kidney_right kidney_left'],
  ['rim esq', 'kidney_left'],
  ['rim dir.', 'kidney_right'],
  ['rene dx', 'kidney_right'],
  ['surrene sx', 'adrenal_left'],
  ['rein G', 'kidney_left'],
  ['rein gche', 'kidney_left'],
  ['rein D et G', 'kidney_right kidney_left'],
  ['li. Niere', 'kidney_left'],
  ['Niere re', 'kidney_right'],
  ['nier re', 'kidney_right'],
  ['почка прав.', 'kidney_right'],
  ['почка слева', 'kidney_left'],
  ['ledvina p', 'kidney_right'],
  ['njure vä', 'kidney_left'],
  ['böbrek sağ', 'kidney_right'],
  ['腎臓（右）', 'kidney_right'],
  ['우 신장', 'kidney_right'],
])('a short word for a side beside a name of a pair is one: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test.each(['rene s', 'rim E', 'böbrek sag', 'kidney d', 'kidney S', 're kidney', 'nieren van de patiënt re'])(
  'of a word that may be a side nobody takes both for meant, they are offered: “%s”',
  (text) => {
    expect(asked(text)).toBe('?');
    expect(offersFor(text, structures, groups)).toEqual(['kidney_left', 'kidney_right']);
  },
);

test.each([
  ['Volumen der Niere', 'kidney_left kidney_right'],
  ['Nieren der Aufnahme', 'kidney_left kidney_right'],
  ['kidneys sag', 'kidney_left kidney_right'],
  ["the kidney's", 'kidney_left kidney_right'],
  ['Größe der linken Niere', 'kidney_left'],
])('elsewhere such a word is another: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  'quiste en riñón der',
  'rein D kyste',
  'Nierenbecken li',
  'corteza renal der',
  'Nierenstein re',
  'der',
  'dx',
])('a side does not make an organ of what is none: “%s”', (text) => expect(asked(text)).toBe('?'));

test('of two sides neither is passed over', () => {
  expect(asked('rein D gauche')).toBe('?');
});
