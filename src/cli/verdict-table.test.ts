import { expect, test } from 'vitest';
import type { StructureId } from '#model/prompt.ts';
import type { FindingId } from '#results/finding.ts';
import { foundObject } from '#testing/findings.ts';
import { goodQuantile, judgedMasks, verdictRates, verdictTable } from './verdict-table.ts';
import type { VerdictTrial } from './verdict-trials.ts';

/** A liver of that true Dice, of which the probabilities let that be expected. */
function trial(dice: number, expectedDice: number, kind: VerdictTrial['kind'] = 'usual'): VerdictTrial {
  const plain = foundObject('liver', { structure: 'liver' as StructureId, existence: 1 });
  const liver = {
    ...plain,
    id: 'l' as FindingId,
    confidence: { meanProbability: 1, expectedDice, firmMl: 1, looseMl: 2 },
    pieces: { found: 1, kept: 1, leftOutMl: 0, list: [] },
    measurement: { ...plain.measurement, volumeMl: 1500 },
  };
  const truth = { structure: 'liver', dice, truthVoxels: 3, pieces: [] };
  const variant = kind === 'odd' ? 'mirrored header' : 'whole';
  return { case: 'a', modality: 'CT', variant, kind, findings: [liver], truths: [truth] };
}

const masks = judgedMasks([
  trial(0.2, 0.5),
  trial(0.4, 0.95),
  trial(0.7, 0.85),
  trial(0.9, 0.97),
  trial(1, 0.8),
]);

test('bad masks that are marked are told from good ones that are', () => {
  const all = verdictRates(masks).find(({ name }) => name === 'all');
  expect(all).toEqual({
    name: 'all',
    ...{ bad: 2, badMarked: 1, fair: 1, fairMarked: 1, good: 2, goodMarked: 1 },
  });
});

test('scans with a header that lies have a row of their own and are in no other', () => {
  const rates = verdictRates([...masks, ...judgedMasks([trial(0, 0.99, 'odd')])]);
  expect(rates.find(({ name }) => name === 'mirrored header')).toMatchObject({ bad: 1, badMarked: 0 });
  expect(rates.find(({ name }) => name === 'all')?.bad).toBe(2);
});

test('Dice of 1 has its band, and each mask is in one', () => {
  const rows = verdictTable(masks)
    .split('\n')
    .filter((line) => /^\| [\d.]+ to/.test(line));
  const counts = rows.flatMap((row) => row.split('|').slice(2, 5).map(Number));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(masks.length);
  expect(rows.at(-1)).toContain('0.9 to 1 | 1 | 1 | 0');
});

test('a limit is fitted to good masks alone', () => {
  expect(goodQuantile(masks, 0)).toBe(0.8);
  expect(goodQuantile(masks, 0.6)).toBe(0.97);
  expect(goodQuantile([], 0.05)).toBeUndefined();
});
