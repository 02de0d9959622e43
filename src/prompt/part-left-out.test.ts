import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { understand } from './classify-text.ts';
import { offersFor } from './offers.ts';

/** A text encoder that takes whatever it is given for the liver. */
const CREDULOUS = [...structures.map(({ id }) => (id === 'liver' ? 9 : 0)), 0];
const isRun = (text: string) => understand(text, CREDULOUS, structures, 0.5, groups).understood;
const offered = (text: string) => offersFor(text, structures, groups);

test.each([
  'liver excluding the tumour',
  'liver minus the cyst',
  'liver except the left lobe',
  'liver but not the tumour',
  'liver, not the tumor',
  'liver, without the tumor',
  'liver, no vessels',
  'Leber, aber nicht der Tumor',
  'Leber außer dem linken Lappen',
  'foie sauf la tumeur',
  'foie hors tumeur',
  'hígado excepto el tumor',
  'fegato tranne il tumore',
  'fígado exceto o tumor',
  'lever behalve de tumor',
  'печень кроме опухоли',
  'wątroba oprócz guza',
])('the outline would have in it what “%s” leaves out, so the whole organ is offered', (text) => {
  expect(asked(text)).toBe('?');
  expect(offered(text)).toEqual(['liver']);
});

test('so are all organs that such a text names', () => {
  expect(asked('liver and spleen, not the cyst')).toBe('?');
  expect(offered('liver and spleen, not the cyst')).toEqual(['liver', 'spleen']);
  expect(offered('right kidney not including the pelvis')).toEqual(['kidney_right']);
});

test.each([
  ['liver, not the heart', 'liver'],
  ['kidneys but not the ureters', 'kidney_left kidney_right'],
  ['inferior vena cava, not the superior one', 'postcava'],
  ['liver, ignore the rest', 'liver'],
  ['not the tumour but the liver', 'liver'],
  ['kidneys, no stones', 'kidney_left kidney_right'],
])('what “%s” leaves out is no part of it', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['dilate the liver mask by 5 mm', ['liver']],
  ['enlarge the liver', ['liver']],
  ['bladder plus 1 cm margin', ['bladder']],
  ['union of liver and spleen', ['liver', 'spleen']],
  ['intersection of liver and stomach', ['liver', 'stomach']],
  ['draw a circle in the liver', ['liver']],
  ['kidney on the affected side', ['kidney_left', 'kidney_right']],
])('“%s” is not the outline of an organ, which is offered', (text, ids) => {
  expect(asked(text)).toBe('?');
  expect(isRun(text)).toBe(false);
  expect(offered(text)).toEqual(ids);
});

test.each([
  ['the inferior vena cava next to the spine', ['postcava']],
  ['kidney next to the liver', ['kidney_left', 'kidney_right']],
  ['the pancreas just behind the stomach', ['pancreas']],
  ['Gallenblase unter der Leber', ['gallbladder']],
  ['lymph nodes next to the aorta', []],
  ['the organ below the liver', []],
])('of “%s” what stands before is offered: %s', (text, ids) => expect(offered(text)).toEqual(ids));

test.each(['alvleesklierkop', 'milthals', 'nierslagader', 'niermerg', 'leverlob', 'njursten'])(
  'an organ and its part in one word is no organ: “%s”',
  (text) => {
    expect(asked(text)).toBe('?');
    expect(isRun(text)).toBe(false);
  },
);

test('“Hohlader” is a vein all the same', () => {
  expect(offered('Hohlader')).toEqual(['postcava']);
});
