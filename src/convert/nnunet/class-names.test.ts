import { expect, test } from 'vitest';
import { cleanName, nameClasses } from './class-names.ts';
import { totalSegmentatorOf } from './totalsegmentator.ts';

test.each([
  ['spleen', 'spleen'],
  ['kidney_right', 'right kidney'],
  ['lung_upper_lobe_left', 'left lung upper lobe'],
  ['rib_left_7', 'left rib 7'],
  ['vertebrae_L3', 'vertebra L3'],
  ['vertebrae', 'vertebrae'],
  ['inferior_vena_cava', 'inferior vena cava'],
  ['Left Atrium', 'left Atrium'],
  ['LeftKidney', 'left Kidney'],
  ['  MYO ', 'MYO'],
  ['left', 'left'],
  ['femur_L', 'left femur'],
  ['Leber', 'Leber'],
])('“%s” is called “%s”', (label, name) => {
  expect(cleanName(label)).toBe(name);
});

test('ids, names and colours of classes are each their own', () => {
  const labels = ['background', 'kidney_right', 'right kidney', 'Kidney Right', '***', '???', '肝'];
  const classes = nameClasses(labels);
  expect(classes.map(({ labelId }) => labelId)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(classes[0]).toMatchObject({ id: 'kidney_right', name: 'right kidney' });
  for (const key of ['id', 'name'] as const) expect(new Set(classes.map((each) => each[key])).size).toBe(6);
  expect(
    new Set(nameClasses(Array.from({ length: 118 }, (_, n) => `c${n}`)).map(({ color }) => color.join()))
      .size,
  ).toBe(117);
  for (const { color } of classes)
    for (const channel of color) expect(channel >= 0 && channel <= 255).toBe(true);
});

test.each([
  [
    'Dataset297_TotalSegmentator_total_3mm_1559subj',
    { title: 'TotalSegmentator CT total, 3 mm', modality: 'CT', mm: 3 },
  ],
  ['Dataset297_TotalSegmentator_total_3mm_1559subj_v204', { mm: 3 }],
  ['Dataset298_TotalSegmentator_total_6mm_1559subj', { mm: 6 }],
  ['Dataset836_TotalSegmentator_total_3mm_1559subj', { mm: 3 }],
  [
    'Dataset852_TotalSegMRI_total_3mm_1088subj',
    { title: 'TotalSegmentator MR total, 3 mm', modality: 'MR', mm: 3 },
  ],
  [
    'Dataset291_TotalSegmentator_part1_organs_1559subj',
    { title: 'TotalSegmentator CT organs, 1.5 mm', mm: 1.5 },
  ],
  [
    'Dataset293_TotalSegmentator_part3_cardiac_1559subj',
    { title: 'TotalSegmentator CT heart and vessels, 1.5 mm' },
  ],
])('%s is recognised', (name, expected) => {
  expect(totalSegmentatorOf(name)).toMatchObject({ ...expected, stepSize: 0.8 });
});

test.each([
  'Dataset955_TotalSegmentator_highres_part1_organs_110subj',
  'Dataset855_TotalSegMRI_appendicular_bones_1088subj',
  'Dataset258_lung_vessels_248subj',
  'Dataset999_MyTotalSegmentator_total_3mm_10subj',
  'Dataset712_AbdomenMR',
])('%s is not of the open tasks', (name) => {
  expect(totalSegmentatorOf(name)).toBeUndefined();
});
