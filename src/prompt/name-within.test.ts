import { expect, test } from 'vitest';
import { namesWithin } from './name-within.ts';

const NAMES = new Set(['liver', 'spleen', 'pancreas', 'left kidney', 'right kidney', 'kidney', 'aorta']);
const within = (text: string) => namesWithin(text, (words) => NAMES.has(words));

test.each([
  ['So what I need first is a mask of the spleen', ['spleen']],
  ['Would you mind giving me the pancreas? I know it is hard', ['pancreas']],
  ['liver on a scan that nobody has looked at', ['liver']],
  ['spleen before the operation', ['spleen']],
  ['pancreas (SBRT liver case)', ['pancreas']],
  ['Segment the liver. Also segment the spleen.', ['liver', 'spleen']],
  ['pancreas in a 58 year old with lymphoma', ['pancreas']],
])('%j is about %j', (text, names) => {
  expect(within(text)).toEqual(names);
});

// The first of these once gave the kidney that is gone.
test('of what is told and what is asked for, only the latter counts', () => {
  expect(within('The right kidney was removed. Segment the left kidney.')).toEqual(['left kidney']);
  expect(within('The spleen is fine. Show me the liver.')).toEqual(['liver']);
  expect(within('liver [not spleen]')).toEqual(['liver']);
});

test.each([
  'banana in the liver',
  'liver banana',
  'he vented his spleen at the referee',
  'I teach the anatomy of the pancreas',
  'the vein that drains the spleen',
  'is there fluid around the liver',
  'anything but the pancreas',
  'please refrain from marking the aorta',
  'liver spleen',
  'is the liver bigger than the spleen',
])('%j asks for nothing', (text) => {
  expect(within(text)).toEqual([]);
});

test('words of a name that the pack has change nothing in it, and any other of their kind still does', () => {
  const isName = (words: string) => ['left lung upper lobe', 'suprarenal'].includes(words);
  expect(namesWithin('left lung upper lobe before the surgery of Monday', isName)).toEqual([
    'left lung upper lobe',
  ]);
  expect(namesWithin('left lung upper lobe nodule before the surgery of Monday', isName)).toEqual([]);
  expect(namesWithin('left lung upper lobe before the tumour surgery of Monday', isName)).toEqual([]);
  // One word of such a kind is no name of its own in a sentence.
  expect(namesWithin('suprarenal before the surgery of Monday', isName)).toEqual([]);
});
