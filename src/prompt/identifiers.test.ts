import { expect, test } from 'vitest';
import { asked } from '#testing/asked-of-mini.ts';
import { wishInCall } from './json-wish.ts';

test.each([
  ['FMA7196 spleen', 'spleen'],
  ['FMA:7197 liver', 'liver'],
  ['RID58 liver', 'liver'],
  ['UBERON:0002114 duodenum', 'duodenum'],
  ['SCT 9846003 Right kidney', 'kidney_right'],
  ['9846003 |Right kidney|', 'kidney_right'],
  ['Liver (SCT 10200004)', 'liver'],
  ['Liver structure (body structure)', 'liver'],
])('the code of an ontology changes nothing: “%s”', (text, id) => expect(asked(text)).toBe(id));

test('a code alone names nothing, and another word beside it changes what it does elsewhere', () => {
  expect(asked('SNOMED-CT 15497006')).toBe('?');
  expect(asked('FMA7196 splenic hilum')).toBe('?');
});

test.each([
  ['LiverAutoSeg', 'liver'],
  ['autoSegLiver', 'liver'],
  ['KidneysMask', 'kidney_left kidney_right'],
  ['liver_and_spleen', 'liver spleen'],
  ['liver-and-spleen', 'liver spleen'],
  ['LiverAndSpleen', 'liver spleen'],
  ['left_and_right_kidney', 'kidney_left kidney_right'],
  ['LiverTumorSeg', '?'],
  ['iliacArteries', '?'],
])('words written as one are read apart: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['segment(organ="liver")', 'liver'],
  ["get_mask('urinary bladder')", 'bladder'],
  ["mask = model.segment_organ('left kidney');", 'kidney_left'],
])('a call that asks for a mask and nothing else is a wish: %s', (text, id) => expect(asked(text)).toBe(id));

test.each([
  ['prompt="spleen"', 'spleen'],
  ["organ = 'left kidney';", 'kidney_left'],
  ['label_map[12] = "adrenal_gland_left"', 'adrenal_left'],
])('so is a line that gives the name to what a program wants: %s', (text, id) =>
  expect(asked(text)).toBe(id),
);

test.each([
  'remove("liver")',
  'exclude = "liver"',
  'background="liver"',
  'prompt == "liver"',
  'print("liver")',
  'segment(without="liver")',
  'segment("liver", "spleen")',
])('any other is none: %s', (text) => expect(wishInCall(text)).toBeUndefined());

test('what a call names is read as any text', () => {
  expect(asked('segment("liver tumour")')).toBe('?');
});

test.each([
  ['T-74000 Bladder', 'bladder'],
  ['BodyPartExamined = LIVER', 'liver'],
  ['Segmented Property Type = Gallbladder', 'gallbladder'],
  ['s0042/segmentations/kidney_left.nii.gz', 'kidney_left'],
  ['Liver_mask_v2_final', 'liver'],
  ['HPB = liver, gallbladder, pancreas', 'liver gallbladder pancreas'],
])('neither do the words of files and their headers: “%s”', (text, ids) => expect(asked(text)).toBe(ids));
