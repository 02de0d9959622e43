import { expect, test } from 'vitest';
import { openScan } from '#formats/open-scan.ts';
import type { DicomAttributes } from '#testing/dicom-file.ts';
import { seriesFiles } from '#testing/dicom-series.ts';

const opened = (attributes: DicomAttributes) => openScan(seriesFiles(3, () => ({ attributes })));
const shownBy = async (attributes: DicomAttributes) => {
  const { facts } = await opened(attributes);
  return facts.bodyPart && [facts.bodyPart.from, ...facts.bodyPart.parts].join(' ');
};

test.each<[string, DicomAttributes, string | undefined]>([
  ['the part that was examined', { '0018,0015 CS': 'CHEST' }, 'body-part chest'],
  ['a vendor’s own word in its place', { '0018,0015 CS': 'CT Abdomen^WithContrast' }, 'body-part abdomen'],
  [
    'both it and what the series is called',
    { '0018,0015 CS': 'CHEST', '0008,103e LO': 'Thorax Abdomen 5mm' },
    'body-part chest abdomen',
  ],
  [
    'both, where they have nothing in common',
    { '0018,0015 CS': 'HEAD', '0008,103e LO': 'CT ABD' },
    'body-part head abdomen',
  ],
  [
    'the region by its code',
    { '0008,2218 SQ': [{ '0008,0104 LO': 'Lumbar spine' }] },
    'body-part abdomen spine',
  ],
  [
    'the region of the frames',
    { '5200,9229 SQ': [{ '0020,9071 SQ': [{ '0008,2218 SQ': [{ '0008,0104 LO': 'Knee' }] }] }] },
    'body-part limbs',
  ],
  ['what the series is called', { '0008,103e LO': 'sag PD knee' }, 'description limbs'],
  ['what its protocol is called', { '0018,1030 LO': 'HeadRoutine' }, 'description head'],
  [
    'the series rather than the study',
    { '0008,103e LO': 'brain', '0008,1030 LO': 'CT HEAD AND CHEST' },
    'description head',
  ],
  [
    'the study where nothing else is',
    { '0008,1030 LO': 'CT CHEST/ABD/PELVIS' },
    'description chest abdomen pelvis',
  ],
  ['the procedure that was requested', { '0032,1060 LO': 'MRI PROSTATE' }, 'description pelvis'],
  [
    'a part that says nothing, and a series that does',
    { '0018,0015 CS': 'PARTIALBODY', '0008,103e LO': 'Leber' },
    'description abdomen',
  ],
  [
    'the character set of the file',
    { '0008,0005 CS': 'ISO_IR 192', '0008,103e LO': '胸部平扫' },
    'description chest',
  ],
  ['nothing', { '0008,103e LO': 'Body 3.0 B30f' }, undefined],
  [
    'no word of what names a person',
    { '0010,0010 PN': 'Knee^Jane', '0008,103e LO': 'Jane Knee, chest' },
    'description chest',
  ],
  [
    'nobody’s place of work',
    { '0008,0080 LO': 'Brain Clinic', '0008,103e LO': 'brain clinic liver' },
    'description abdomen',
  ],
])('%s', async (_, attributes, shown) => {
  expect(await shownBy(attributes)).toBe(shown);
});

test('a part that is listed with the scan before it is opened', async () => {
  const { listScans } = await import('#formats/list-scans.ts');
  const { scans } = await listScans(seriesFiles(3, () => ({ attributes: { '0018,0015 CS': 'KNEE' } })));
  expect(scans.map(({ found }) => found.summary.bodyPart)).toEqual([{ parts: ['limbs'], from: 'body-part' }]);
});
