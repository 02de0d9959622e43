import { expect, test } from 'vitest';
import { type FindingRow, findingsCsv, inOrder } from './findings-csv.ts';

const row = (name: string, volumeMl?: number): FindingRow => ({
  name,
  structure: name,
  prompt: name,
  answer: volumeMl === undefined ? 'not-found' : 'found',
  existence: 0.5,
  isTested: true,
  measurement:
    volumeMl === undefined
      ? undefined
      : {
          voxels: 3,
          volumeMl,
          centroid: [0, 0, 0],
          box: { from: [1, 2, 3], to: [4, 5, 6] },
          boxMm: { from: [-10.125, 0, 1], to: [2, 3, 4] },
          cutBy: ['superior', 'left'],
        },
});

test('the largest found comes first, what is not found last and by name', () => {
  const names = inOrder([row('spleen'), row('small', 1), row('aorta'), row('large', 2)]).map(
    ({ name }) => name,
  );
  expect(names).toEqual(['large', 'small', 'aorta', 'spleen']);
});

test('a line has a cell for each column, boxes in voxels and in mm', () => {
  const [header = '', line = ''] = findingsCsv([row('liver', 1.5)]).split('\r\n');
  const cells = Object.fromEntries(header.split(',').map((column, n) => [column, line.split(',')[n]]));
  expect(line.split(',')).toHaveLength(header.split(',').length);
  expect(cells).toMatchObject({ volume_ml: '1.500', cut_by_sides: 'superior left', box_to_k: '6' });
  expect(cells).toMatchObject({ box_from_x_mm_ras: '-10.13', answer: 'found', tested_on_modality: 'yes' });
});

test('commas and quotes of a prompt stay in their cell, and a formula is text', () => {
  const csv = findingsCsv([{ ...row('a'), prompt: 'the "liver", =please', structure: '=1+1' }]);
  expect(csv).toContain(`,"the ""liver"", =please",`);
  expect(csv).toContain(`a,'=1+1,`);
});
