import { expect, test } from 'vitest';
import { possibleNames, withoutFiller } from './normalize.ts';

test.each([
  ['T2 MRI liver', 'liver'],
  ['axial T1w spleen', 'spleen'],
  ['left adrenal gland on chemical shift MRI', 'left adrenal gland'],
  ['duodenum in a low dose CT', 'duodenum'],
  ['segmnet the patient’s livr on portal venous phase, please', 'livr'],
  ['label_5_esophagus', 'esophagus'],
  ['pancreas_seg.nii.gz', 'pancreas'],
  ['6: liver', 'liver'],
  ['liver (6)', 'liver'],
  ['contour the urinary bladder for radiotherapy planning', 'urinary bladder'],
  ['liver on CT abdomen and pelvis', 'liver'],
  ['bitte die Leber segmentieren', 'leber'],
  ["montre-moi l'estomac s'il te plaît", 'estomac'],
  ['CT图像中的肝脏', '肝脏'],
  ['간을 보여줘', '간'],
])('round %j nothing is left but %j', (text, name) => {
  expect(withoutFiller(text)).toBe(name);
});

test.each([
  'liver tumour',
  'head of the pancreas',
  'liver segment 4',
  'renal pelvis',
  'thoracic aorta',
  'fat around the liver',
  'stone in the gallbladder',
])('what makes something else of a name stays: %j', (text) => {
  const own = text.replace(/^(?:segment|show) /, '').replaceAll(' the ', ' the ');
  expect(withoutFiller(`please show ${text} on CT`)).toBe(own);
});

test('words that may be part of a name are left on, one by one, to be looked up', () => {
  expect(possibleNames('the vena cava', 9)).toEqual(['the vena cava', 'vena cava']);
});
