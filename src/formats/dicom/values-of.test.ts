import { describe, expect, test } from 'vitest';
import { toWire } from '#errors.ts';
import { listScans } from '#formats/list-scans.ts';
import { openScan } from '#formats/open-scan.ts';
import { blobFile } from '#formats/scan-file.ts';
import { dicomFile } from '#testing/dicom-file.ts';
import { seriesFiles, sliceAttributes } from '#testing/dicom-series.ts';

const typed = (type: string, more: Readonly<Record<string, string>> = {}) =>
  seriesFiles(3, () => ({ attributes: { '0028,1054 LO': type, ...more } }));

const stated = async (files: ReturnType<typeof seriesFiles>) => {
  const [scan] = (await listScans(files)).scans;
  const raw = await scan?.found.read({ allocate: (bytes) => new ArrayBuffer(bytes) });
  return { modality: raw?.modality, notices: raw?.notices, word: scan?.found.summary.modalityWord };
};

describe('a CT is in Hounsfield units unless it says otherwise', () => {
  test.each(['', 'HU', 'hu', ' HU ', 'Hounsfield Units'])('“%s”', async (type) => {
    expect(await stated(typed(type))).toEqual({ modality: 'CT', notices: [], word: undefined });
  });

  test.each([
    ['MGML', 'MGML'],
    ['Z_EFF', 'Z_EFF'],
    ['z_eff', 'Z_EFF'],
    ['Doe^John', undefined],
  ])('“%s” is no CT, which is said', async (type, told) => {
    const { modality, notices, word } = await stated(typed(type));
    expect({ modality, notices: notices?.map(({ code, details }) => ({ code, details })), word }).toEqual({
      modality: 'other',
      notices: [{ code: 'dicom-rescale-type', details: { name: 'CT series 7', type: told } }],
      word: 'CT',
    });
  });

  test('one slice that says otherwise is enough', async () => {
    const files = seriesFiles(3, (n) => ({ attributes: { '0028,1054 LO': n === 2 ? 'MGML' : 'HU' } }));
    expect((await stated(files)).modality).toBe('other');
  });

  test('changed Hounsfield units are a CT with a word, unspecified ones are left for the values to tell', async () => {
    expect(await stated(typed('HU_MOD'))).toMatchObject({
      modality: 'CT',
      notices: [{ code: 'dicom-rescale-type', details: { type: 'HU_MOD' } }],
    });
    expect(await stated(typed('US'))).toMatchObject({ modality: undefined, notices: [] });
  });

  test('what an MR says of its values is no matter', async () => {
    expect(await stated(typed('US', { '0008,0060 CS': 'MR' }))).toMatchObject({
      modality: 'MR',
      notices: [],
    });
  });
});

const CONE_BEAM = '1.2.840.10008.5.1.4.1.1.13.1.2';

test.each([
  ['1.2.840.10008.5.1.4.1.1.2', 'XA', 'HU', 'other'],
  ['1.2.840.10008.5.1.4.1.1.2', 'IO', '', 'other'],
  ['1.2.840.10008.5.1.4.1.1.13.1.1', 'XA', '', 'other'],
  [CONE_BEAM, 'CT', 'HU', 'CT'],
  [CONE_BEAM, 'CT', '', undefined],
])('cone beam is a volume: class %s of %s, values “%s”', async (sopClass, modality, type, wanted) => {
  const files = typed(type, { '0008,0016 UI': sopClass, '0008,0060 CS': modality });
  expect((await stated(files)).modality).toBe(wanted);
});

test.each([
  ['1.2.840.10008.5.1.4.1.1.13.1.3', 'MG', 'projection'],
  ['1.2.840.10008.5.1.4.1.1.12.1', 'XA', 'projection'],
  ['1.2.840.10008.5.1.4.1.1.2', 'RTIMAGE', 'radiotherapy'],
])('class %s of %s is still none', async (sopClass, modality, kind) => {
  const files = typed('', { '0008,0016 UI': sopClass, '0008,0060 CS': modality });
  expect(await openScan(files).catch(toWire)).toMatchObject({ code: 'dicom-other', details: { kind } });
});

test.each([
  ['7fe0,0008 OF', 'float-pixels'],
  ['7fe0,0009 OD', 'float-pixels'],
  ['0009,0001 OF', 'no-picture'],
])('of pixels in %s is said what they are', async (key, kind) => {
  const { '7fe0,0010 OW': _, ...rest } = sliceAttributes(0);
  const file = blobFile('one', new Blob([dicomFile({ ...rest, [key]: new Uint8Array(96) })]));
  expect(await openScan([file]).catch(toWire)).toMatchObject({ code: 'dicom-other', details: { kind } });
});

test('slices that are a series of their own each are said to be that, once', async () => {
  const files = seriesFiles(4, (n) => ({ attributes: { '0020,000e UI': `1.2.3.${n + 1}` } }));
  expect(await openScan(files).catch(toWire)).toMatchObject({
    code: 'dicom-other',
    details: { name: 'slice-0', kind: 'scattered', count: 4 },
  });
  expect(await openScan(files.slice(0, 1)).catch(toWire)).toMatchObject({
    details: { kind: 'single', count: 1 },
  });
});
