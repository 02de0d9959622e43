import { expect, test } from 'vitest';
import { takenBack, withSpokenSigns } from './dictation.ts';

test('signs that were spoken divide as written ones do', () => {
  expect(withSpokenSigns('liver comma spleen full stop')).toBe('liver, spleen,');
  expect(withSpokenSigns('Leber Komma Milz')).toBe('Leber, Milz');
});

test('a sign’s name within another word is no sign', () => {
  expect(withSpokenSigns('commander of the livers')).toBe('commander of the livers');
  expect(withSpokenSigns('periodic spleen')).toBe('periodic spleen');
});

test.each([
  ['the spleen no sorry the liver', 'the spleen', 'the liver'],
  ['left kidney, no wait, right kidney', 'left kidney', 'right kidney'],
  ['spleen. Scratch that: liver', 'spleen', 'liver'],
  ['Milz, nein doch die Leber', 'Milz', 'die Leber'],
  ['la rate, non pardon, le foie', 'la rate', 'le foie'],
])('“%s” takes back what it began with', (text, before, after) => {
  expect(takenBack(text)).toMatchObject({ before, after });
});

test.each([
  'no liver',
  'sorry, the liver please',
  'the liver, no contrast',
  'I mean',
  'show me what I meant',
])('“%s” takes nothing back', (text) => {
  expect(takenBack(text)).toBeUndefined();
});

test('whether a sign stands before the words that take back is told', () => {
  expect(takenBack('my tummy... I mean my stomach')?.isMarked).toBe(true);
  expect(takenBack('what do you think I mean by liver')?.isMarked).toBe(false);
});
