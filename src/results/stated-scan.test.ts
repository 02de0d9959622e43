import { expect, test } from 'vitest';
import { openScan } from '#formats/open-scan.ts';
import { seriesFiles } from '#testing/dicom-series.ts';
import { asStated } from './stated-scan.ts';

const head = () => openScan(seriesFiles(3, () => ({ attributes: { '0018,0015 CS': 'HEAD' } })));

test('what a person says that a scan shows stands, whatever its file says', async () => {
  const scan = await head();
  expect(asStated(scan, undefined).bodyPart).toEqual({ parts: ['head'], from: 'body-part' });
  expect(asStated(scan, undefined, ['chest']).bodyPart).toEqual({ parts: ['chest'], from: 'person' });
  expect(asStated(scan, 'MR', []).bodyPart).toEqual({ parts: [], from: 'person' });
});

test('what it may show is no longer said once a person has said what it shows', async () => {
  const scan = await head();
  const likely = {
    code: 'body-part-likely',
    details: { name: 'x', part: 'head', wideMm: 150, deepMm: 190 },
  } as const;
  const guessed = { ...scan, facts: { ...scan.facts, notices: [likely] } };
  expect(asStated(guessed, undefined).notices).toEqual([likely]);
  expect(asStated(guessed, undefined, ['head']).notices).toEqual([]);
  expect(asStated(guessed, 'CT', ['head']).notices).toEqual([]);
});
