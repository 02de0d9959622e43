import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';

test.each([
  ['liver yes spleen no', 'liver'],
  ['liver no spleen yes', 'spleen'],
  ['liver=1 spleen=0', 'liver'],
  ['LIVER=on SPLEEN=off', 'liver'],
  ['liver:yes spleen:no', 'liver'],
  ['liver + spleen -', 'liver'],
  ['Leber ja, Milz nein', 'liver'],
  ['foie oui rate non', 'liver'],
  ['hígado sí bazo no', 'liver'],
  ['liver yes, spleen not really', 'liver'],
])('what is answered with no is left out, and what with yes is not: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test.each([
  ['liver: 1, spleen: 2', 'liver spleen'],
  ['hígado y bazo', 'liver spleen'],
])('where nothing is answered with no nothing is left out: “%s”', (text, ids) =>
  expect(asked(text)).toBe(ids),
);

test.each([
  ['~~liver~~ spleen', 'spleen'],
  ['<del>liver</del> spleen', 'spleen'],
  ['liver !spleen', 'liver'],
])('what is struck out is left out: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['right left kidney', 'kidney_right kidney_left'],
  ['오른쪽 왼쪽 부신', 'adrenal_right adrenal_left'],
])('two sides of one noun are both: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['positive: liver negative: spleen', 'liver'],
  ['exclude: spleen include: liver', 'liver'],
  ['keep: liver drop: spleen', 'liver'],
])('a heading needs no sign before it: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['liver -> spleen instead', 'spleen'],
  ['stomach, bladder not so much', 'stomach'],
  ['everything, the aorta rather not', 'all but aorta'],
])('what is wanted less is left out: “%s”', (text, ids) => {
  if (ids.startsWith('all')) expect(asked(text).split(' ')).not.toContain('aorta');
  else expect(asked(text)).toBe(ids);
});

test.each(['l i v e r', 'li\u00ADver', '%20liver'])('how it is written changes nothing: “%s”', (text) =>
  expect(asked(text)).toBe('liver'),
);
