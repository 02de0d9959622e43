import { expect, test } from 'vitest';
import { structureCodes } from './structure-codes.ts';

test('an organ has its code, with the side that it is on, also where its name is numbered', () => {
  expect(structureCodes('liver').type.value).toBe('10200004');
  expect(structureCodes('left kidney (2)')).toEqual({
    category: { value: '91723000', meaning: 'Anatomical Structure' },
    type: { value: '64033007', meaning: 'Kidney' },
    side: { value: '7771000', meaning: 'Left' },
  });
  expect(structureCodes('Right Adrenal Gland').side?.meaning).toBe('Right');
});

test('an abnormality is none of anatomy', () => {
  expect(structureCodes('tumor').category.meaning).toBe('Morphologically Abnormal Structure');
});

test('any other name is tissue, also where it is a property of every object', () => {
  for (const title of ['left teapot', 'constructor', 'toString', '']) {
    expect(structureCodes(title)).toMatchObject({ type: { meaning: 'Tissue' }, side: undefined });
  }
});
