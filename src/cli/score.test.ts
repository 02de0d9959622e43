import { expect, test } from 'vitest';
import type { AnswerId, Segmentation } from '#engine/engine.ts';
import { FAKE_DEVICE } from '#testing/fake-engine.ts';
import { maskOf } from '#volume/mask.ts';
import { outline } from '#volume/outline.ts';
import type { Grid } from '#volume/types.ts';
import { mean, score } from './score.ts';
import { meanRows, type ScoredCase, scoreTable } from './score-table.ts';

const grid: Grid = { size: [4, 1, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const common = {
  prompt: { text: 'x', structure: undefined },
  structure: undefined,
  id: 'a' as AnswerId,
  device: FAKE_DEVICE,
  milliseconds: {},
};
const evidence = { rawExistence: 0, peakProbability: 0, volumeMl: 0 };
const found = (...data: number[]): Segmentation => ({
  ...common,
  kind: 'found',
  existence: 1,
  evidence,
  components: 'all',
  ...outline(maskOf(grid, data), 0.5, 'all', { view: { from: [0, 0, 0], to: grid.size } }),
});
const notFound: Segmentation = { ...common, kind: 'not-found', existence: 0, evidence, reason: 'improbable' };
const labels = Float32Array.from([6, 6, 0, 1]);

test('Dice is twice the common voxels over both sums', () => {
  expect(score(found(1, 1, 0, 0), labels, 6)).toEqual({ kind: 'dice', dice: 1 });
  expect(score(found(0, 1, 1, 0), labels, 6)).toEqual({ kind: 'dice', dice: 0.5 });
  expect(score(notFound, labels, 6)).toEqual({ kind: 'dice', dice: 0 });
});

test('what is absent is right if not found and wrong if found', () => {
  expect(score(notFound, labels, 9)).toEqual({ kind: 'rightly-absent' });
  expect(score(found(0, 0, 1, 0), labels, 9)).toEqual({ kind: 'false-positive', dice: 0 });
});

test('the mean of nothing is nothing', () => {
  expect(mean([])).toBeUndefined();
  expect(mean([undefined, 0.5, 1])).toBe(0.75);
});

const CASES: ScoredCase[] = [
  {
    name: 'ct_1',
    modality: 'CT',
    scores: new Map([
      ['liver', { kind: 'dice', dice: 0.9 }],
      ['kidney_left', { kind: 'dice', dice: 0.5 }],
    ]),
  },
  {
    name: 'ct_2',
    modality: 'CT',
    scores: new Map([
      ['liver', { kind: 'dice', dice: 0.7 }],
      ['kidney_left', { kind: 'rightly-absent' }],
    ]),
  },
  { name: 'mr_1', modality: 'MR', scores: new Map([['kidney_left', { kind: 'false-positive', dice: 0 }]]) },
];

test('means are per modality, then of all; a right absence does not count, a false positive does', () => {
  const rows = meanRows(CASES, ['liver', 'kidney_left']);
  expect(rows.map(({ name }) => name)).toEqual(['mean CT', 'mean MR', 'mean']);
  expect(rows[0]?.structures['liver']).toBeCloseTo(0.8);
  expect(rows[0]?.structures['kidney_left']).toBeCloseTo(0.5);
  expect(rows[2]?.structures['kidney_left']).toBeCloseTo(0.25);
  expect(rows[2]?.mean).toBeCloseTo((0.8 + 0.25) / 2);
});

test('the table is aligned, with the means last', () => {
  expect(scoreTable(CASES, ['liver', 'kidney_left']).split('\n')).toEqual([
    '                kidney',
    'Dice     liver    left   mean',
    '─────────────────────────────',
    'ct_1     0.900   0.500  0.700',
    'ct_2     0.700  absent  0.700',
    'mr_1         –  0.000!  0.000',
    '─────────────────────────────',
    'mean CT  0.800   0.500  0.650',
    'mean MR      –   0.000  0.000',
    'mean     0.800   0.250  0.525',
  ]);
});
