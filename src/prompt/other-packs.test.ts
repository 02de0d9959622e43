import { expect, test } from 'vitest';
import { packsThatMayKnow } from './other-packs.ts';

test.each([
  'femur',
  'the left femur please',
  'L4 vertebra',
  'brain tumour',
  'liver tumors in abdominal CT',
  'lt. lung',
  'lymph nodes',
])('another pack may know %j', (text) => {
  expect(packsThatMayKnow(text, 'mini')).toEqual(['MedImageParse 3D']);
});

test.each(['hello world', 'teapot', 'brain surgery', 'select * from femur', 'left', ''])(
  'no pack is promised for %j',
  (text) => {
    expect(packsThatMayKnow(text, 'mini')).toEqual([]);
  },
);

test('a pack is not recommended to those who use it', () => {
  expect(packsThatMayKnow('femur', 'medimageparse3d')).toEqual([]);
});
