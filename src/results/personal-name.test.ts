import { expect, test } from 'vitest';
import { personalParts } from './personal-name.ts';

test.each([
  ['Smith_John_CT', ['name']],
  ['Smith_John_1962', ['name']],
  ['DOE^JANE', ['name']],
  ['DOE^JANE^^^', ['name']],
  ['DOE JANE abdomen', ['name']],
  ['john_smith', ['name']],
  ['ct-maria-gonzalez', ['name']],
  ['Müller, Jürgen', ['name']],
  ['Иванов Пётр', ['name']],
  ['MR_Kowalski.Anna_T1', ['name']],
  ['ct_1962-03-14', ['date']],
  ['19620314_abdomen', ['date', 'number']],
  ['14.03.1962', ['date']],
  ['3-14-1962 head', ['date']],
  ['MRN1234567', ['number']],
  ['patient 00734512', ['number']],
  ['1.2.840.113619.2.55.3.604688', ['number']],
  ['Smith_John_19620314_1234567', ['name', 'date', 'number']],
])('%s is pointed out', (stem, parts) => {
  expect(personalParts(stem)).toEqual(parts);
});

test.each([
  ...[
    'scan',
    'phantom',
    'image',
    'patient 7',
    'CT series 3',
    'MR series 14 echo 2',
    'DICOM series 2 time 1 (2)',
  ],
  ...[
    'amos_0001',
    'amos_0600',
    's0011_ct',
    'BDMAP_00000001',
    'FLARE22_Tr_0001',
    'case_00012',
    'liver_12',
    'img0035',
  ],
  ...[
    'Abdomen_Arterial_Phase',
    'Kidney Left',
    'T1 VIBE axial',
    'TotalSegmentator_CT',
    'Head-Neck CTA',
    'ct_abdomen_pelvis',
  ],
  ...[
    'word_0012',
    'kits23-case_00042',
    'Whole-Body Low-Dose',
    'p 512x512x300',
    '2024',
    'T2_TSE_SAG_384',
    '',
    '…',
    '肝臓',
  ],
])('%s is a scan’s name', (stem) => {
  expect(personalParts(stem)).toEqual([]);
});

test('a number that can be no date is none', () => {
  expect(personalParts('x_2024-13-45')).toEqual([]);
  expect(personalParts('size_1024_1999')).toEqual([]);
});
