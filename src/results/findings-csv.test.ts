import { expect, test } from 'vitest';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import type { Finding } from './finding.ts';
import { findingRows } from './finding-rows.ts';
import { findingsCsv } from './findings-csv.ts';

function cellsOf(finding: Finding): Readonly<Record<string, string | undefined>> {
  const [header = '', line = ''] = findingsCsv([finding]).split('\r\n');
  expect(line.split(',')).toHaveLength(header.split(',').length);
  return Object.fromEntries(header.split(',').map((column, n) => [column, line.split(',')[n]]));
}

test('the largest found comes first, what is not found after it by name, what is not understood last', () => {
  const sized = (title: string, volumeMl: number) =>
    foundObject(title, { measurement: { ...foundObject(title).measurement, volumeMl } });
  const findings = [
    notUnderstood('a riddle'),
    ...[notFound('spleen'), sized('small', 1), notFound('aorta'), sized('large', 2)],
  ];
  const names = findingRows(findings).map(({ name }) => name);
  expect(names).toEqual(['large', 'small', 'aorta', 'spleen', 'a riddle']);
});

test('a line says what was found, with boxes in voxels and in mm', () => {
  expect(cellsOf(foundObject('liver'))).toMatchObject({
    ...{ volume_ml: '1.500', cut_by_sides: 'superior left', box_to_k: '6', box_from_x_mm_ras: '-10.13' },
    ...{ answer: 'found', tested_on_modality: 'yes' },
  });
});

test('a line says which label the object has, how its outline came about and where its centre is', () => {
  expect(cellsOf(foundObject('liver', { isChanged: true }))).toMatchObject({
    ...{ label_id: '6', threshold: '0.35', pieces_found: '3', pieces_left_out_ml: '0.250' },
    changed_by_hand: 'yes',
    ...{ centroid_x_mm_ras: '-1.00', centroid_y_mm_ras: '2.25', centroid_z_mm_ras: '3.00' },
  });
  expect(cellsOf(foundObject('liver'))['changed_by_hand']).toBe('no');
});

test('what is not there has no label, threshold or centre', () => {
  for (const finding of [notFound('liver'), notUnderstood('livre')]) {
    expect(cellsOf(finding)).toMatchObject({
      ...{ label_id: '', threshold: '', pieces_found: '', pieces_left_out_ml: '', changed_by_hand: '' },
      ...{ volume_ml: '', centroid_x_mm_ras: '' },
    });
  }
});

test('what was drawn by hand has pieces as little as a threshold: nobody has counted them', () => {
  const pieces = { found: 0, kept: 0, leftOutMl: 0, list: [] };
  expect(cellsOf(foundObject('cyst', { isDrawn: true, isChanged: true, pieces }))).toMatchObject({
    ...{ threshold: '', pieces_found: '', pieces_left_out_ml: '', pieces_kept: '' },
    ...{ volume_ml: '1.500', changed_by_hand: 'yes' },
  });
});

test('commas and quotes of a prompt stay in their cell, and a formula is text', () => {
  const csv = findingsCsv([foundObject('=1+1', { prompt: 'the "liver", =please' })]);
  expect(csv).toContain(`,"the ""liver"", =please",`);
  expect(csv).toContain(`\r\n'=1+1,`);
});
