import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ModelManifest } from '#model/manifest.ts';
import { isTested } from '#model/tested.ts';
import { comparisons, publishedTable } from './published-table.ts';
import type { ScoredCase } from './score-table.ts';

const shipped = new URL('../../public/models/medimageparse3d/recipe.json', import.meta.url);
const { manifest } = JSON.parse(readFileSync(shipped, 'utf8')) as { manifest: ModelManifest };

const scored = (name: string, modality: 'CT' | 'MR', figures: Record<string, number>): ScoredCase => ({
  name,
  modality,
  scores: new Map(Object.entries(figures).map(([id, dice]) => [id, { kind: 'dice', dice }])),
});
const CT = [
  scored('amos_0001', 'CT', { liver: 0.96, spleen: 0.9, prostate_uterus: 0.5 }),
  scored('amos_0002', 'CT', { liver: 0.98 }),
];
const MR = [scored('amos_0600', 'MR', { liver: 0.9 })];

test('the model card’s figure of each organ stands beside the mean over the cases', () => {
  const lines = publishedTable([...CT, ...MR], manifest)?.split('\n') ?? [];
  expect(lines).toContain('| Dice, % | here (2) | AMOS22 CT | here (1) | AMOS22 MR |');
  expect(lines).toContain('| liver | 97.00 | 97.71 | 90.00 | – |');
  expect(lines).toContain('| duodenum | – | 83.27 | – | – |');
  expect(lines).toContain('| prostate or uterus | 50.00 | – | – | – |');
  expect(lines).toContain('| mean as published |  | 90.00 |  | 84.94 |');
});

test('means are compared over the structures that both have', () => {
  const lines = publishedTable(CT, manifest)?.split('\n') ?? [];
  expect(lines).toContain('| mean of those with both | 93.50 | 97.31 |');
});

test('a modality without cases has no columns, and a pack without published figures no table', () => {
  expect(comparisons(CT, manifest).map(({ dataset }) => dataset)).toEqual(['AMOS22 CT']);
  expect(publishedTable(CT, { ...manifest, scores: [] })).toBeUndefined();
});

test('a figure that only the authors measured does not make a structure tested', () => {
  const { scores, structures } = manifest;
  expect(scores.some(({ structure, modality }) => structure === 'liver' && modality === 'CT')).toBe(true);
  for (const { id } of structures) expect(isTested(scores, id, 'CT')).toBe(false);
});
