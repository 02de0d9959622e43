import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alsoCalled } from '#model/anatomy/also-called.ts';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import { packsThatMayKnow } from './other-packs.ts';

const RECIPE = new URL('../../public/models/medimageparse3d/recipe.json', import.meta.url);
const recipe = readRecipeFacts(JSON.parse(readFileSync(RECIPE, 'utf8')));

const others = [{ ...recipe, alsoCalled: alsoCalled(recipe.knows) }];

test.each([
  'femur',
  'the left femur please',
  'L4 vertebra',
  'brain tumour',
  'liver tumors in abdominal CT',
  'lt. lung',
  'lymph nodes',
  // What it knows is listed in English.
  'Herz',
  'das Herz bitte',
  '心脏',
  'linker Oberschenkelknochen',
])('another pack may know %j', (text) => {
  expect(packsThatMayKnow(text, 'mini', others)).toEqual(['MedImageParse 3D']);
});

test.each(['hello world', 'teapot', 'brain surgery', 'select * from femur', 'left', ''])(
  'no pack is promised for %j',
  (text) => {
    expect(packsThatMayKnow(text, 'mini', others)).toEqual([]);
  },
);

test('a pack is not recommended to those who use it', () => {
  expect(packsThatMayKnow('femur', 'medimageparse3d', others)).toEqual([]);
});
