import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { vocabularyOf } from '#convert/nnunet/vocabulary/vocabulary-of.ts';
import { readLists } from './prompt-lists.ts';
import { namesStructures, promptsTable } from './prompt-table.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const RECIPES: { readonly models: readonly { readonly task: number; readonly classes: readonly string[] }[] } =
  JSON.parse(readFileSync(at('public/models/recipes.json'), 'utf8'));

/** A pack of the names that a release has, and of nothing else: no prompt is answered with it. */
function manifestOnly(task: number): string {
  const classes = RECIPES.models.find((each) => each.task === task)?.classes ?? [];
  const { structures, groups } = vocabularyOf(['background', ...classes]);
  const mini = JSON.parse(readFileSync(at('public/models/mini/manifest.json'), 'utf8'));
  const { textEncoder: _, ...graphs } = mini.graphs;
  const path = join(mkdtempSync(join(tmpdir(), 'parse3d-names-')), 'manifest.json');
  const text = { bank: mini.text.bank };
  const { existence: __, ...output } = mini.output;
  writeFileSync(path, JSON.stringify({ ...mini, graphs, text, output, scores: [], structures, groups }));
  return path;
}

const LISTS = [
  [297, 'training/prompts/totalsegmentator-ct.tsv'],
  [852, 'training/prompts/totalsegmentator-mr.tsv'],
] as const;

test.each(LISTS)('what is listed for task %s is read with its names as listed', async (task, list) => {
  const { table, mistakes } = await promptsTable(manifestOnly(task), [at(list)]);
  expect(mistakes).toEqual([]);
  expect(table.at(-2)?.prompts).toBe(readLists([at(list)]).filter(namesStructures).length);
}, 120_000);

test('the lists hold 750 phrasings and 350 prompts that name nothing', () => {
  const listed = LISTS.flatMap(([, list]) => readLists([at(list)]));
  expect(listed.filter(namesStructures).length).toBeGreaterThan(750);
  expect(listed.filter((prompt) => !namesStructures(prompt)).length).toBeGreaterThan(350);
});
