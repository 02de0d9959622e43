import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';
import { takesAllBack } from './taken-away.ts';

test.each([
  'skip liver, spleen',
  'exclude the liver, the spleen and the kidneys',
  'remove liver, spleen from the list',
  'masque le foie, la rate',
  'entferne Leber, Milz',
  'убери печень, селезёнку',
])('all that is listed behind a verb that takes away is left out: “%s”', (text) =>
  expect(() => asked(text)).toThrow('prompt-left-out'),
);

test.each([
  ['hide the liver, show the spleen', 'spleen'],
  ['ignore the liver, I want the spleen', 'spleen'],
  ['hide liver, kidneys. Show the spleen.', 'spleen'],
  ['omit liver, spleen; segment pancreas', 'pancreas'],
  ['hide the liver, only the spleen', 'spleen'],
])('but not what is asked for then: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ["don't forget the liver", 'liver'],
  ["segment the spleen and don't forget the liver", 'spleen liver'],
  ['please do not skip the spleen', 'spleen'],
  ['vergiss die Leber nicht', 'liver'],
  ['Milz und Nieren nicht vergessen', 'spleen kidney_left kidney_right'],
  ["n'oublie pas la rate", 'spleen'],
  ['no olvides el bazo', 'spleen'],
  ['non dimenticare la milza', 'spleen'],
  ['не забудь селезёнку', 'spleen'],
  ['别忘了脾脏', 'spleen'],
])('what is not to be forgotten is asked for: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each(["don't show the liver", 'forget the liver', 'sin el bazo'])(
  'what is to be forgotten, or not shown, is not: “%s”',
  (text) => expect(() => asked(text)).toThrow('prompt-left-out'),
);

test.each([
  'liver, never mind',
  'liver, actually no',
  'spleen - cancel that',
  'Leber, doch nicht',
  'hígado, mejor no',
  'fegato, lascia stare',
  '肝脏，算了',
])('what is taken back at the end is not run: “%s”', (text) => {
  expect(takesAllBack(text)).toBe(true);
  expect(asked(text)).toBe('?');
});

test('“never mind” between two takes back the first', () => {
  expect(asked('liver - never mind, spleen')).toBe('spleen');
  expect(asked('never mind the liver, the spleen please')).toBe('spleen');
});

test.each([
  ['+liver -spleen', 'liver'],
  ['liver + spleen - kidneys', 'liver spleen'],
  ['- liver\n- spleen', 'liver spleen'],
  ['liver - spleen', 'liver spleen'],
])('a minus takes away where there is a plus, too: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test('a list of which that is said is not needed, all of it', () => {
  expect(() => asked('liver, spleen and kidneys are not needed')).toThrow('prompt-left-out');
  expect(() => asked('печень, селезёнка и почки не нужны')).toThrow('prompt-left-out');
});

test.each(['liver, no', 'Leber, nein', 'hígado... no', 'foie, non'])(
  'a last word for no takes all back: “%s”',
  (text) => expect(takesAllBack(text)).toBe(true),
);

test.each(['liver, no?', 'liver? no', 'liver and no'])('but no question, and no other word: “%s”', (text) =>
  expect(takesAllBack(text)).toBe(false),
);
