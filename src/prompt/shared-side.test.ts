import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';

const sorted = (text: string) => asked(text).split(' ').toSorted();

test.each([
  'left kidney and adrenal',
  'the left kidney and the adrenal gland',
  'left adrenal and kidney',
  'left kidney with adrenal',
  'L kidney/adrenal',
  'linke Niere und Nebenniere',
  'rein gauche et surrénale',
  'riñón izquierdo y suprarrenal',
  'lewa nerka i nadnercze',
  '左肾和肾上腺',
  '左の腎臓と副腎',
  '왼쪽 신장과 부신',
  'kidney and adrenal, left',
  'kidneys and adrenals, left side only',
  'Niere und Nebenniere, links',
  'Niere und Nebenniere, li.',
])('“%s” is about one side', (text) => {
  expect(sorted(text)).toEqual(['adrenal_left', 'kidney_left']);
});

test.each([
  'left kidney and adrenals',
  'left kidney and both adrenals',
  'left kidney and the adrenal glands',
  'linke Niere und Nebennieren',
  'lewa nerka i nadnercza',
  'левая почка и надпочечники',
  '左肾和双侧肾上腺',
  'left kidney, adrenal',
])('both of the second are meant by “%s”', (text) => {
  expect(sorted(text)).toEqual(['adrenal_left', 'adrenal_right', 'kidney_left']);
});

test('where both sides are told before, both are meant', () => {
  expect(sorted('left and right kidney and adrenal')).toHaveLength(4);
});

test('a side behind a sign is that of no organ that has none', () => {
  expect(asked('kidney and spleen, left')).toBe('kidney_left spleen');
  expect(asked('kidney and adrenal, left, and the spleen')).toBe('kidney_left adrenal_left spleen');
  expect(asked('right kidney and spleen, left')).toContain('kidney_right');
});

test.each([
  ['all right, kidneys', 'kidney_left kidney_right'],
  ['all right, left kidney', 'kidney_left'],
  ['right, now the left kidney', 'kidney_left'],
])('“right” may say no more than yes: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test('that one of two is larger asks for neither', () => {
  expect(sorted('kidneys, L>R in size')).toEqual(['kidney_left', 'kidney_right']);
  expect(sorted('R>L kidneys')).toEqual(['kidney_left', 'kidney_right']);
});
