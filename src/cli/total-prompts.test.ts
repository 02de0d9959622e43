import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { tinyPackOf } from '#testing/nnunet-names.ts';
import { ownFolder } from '#testing/own-folder.ts';
import { type ListedPrompt, readLists } from './prompt-lists.ts';
import { promptsTable } from './prompt-table.ts';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
interface Recipe {
  readonly task: number;
  readonly file: string;
  readonly classes: readonly string[];
}
const RECIPES: { readonly models: readonly Recipe[] } = JSON.parse(
  readFileSync(at('public/models/recipes.json'), 'utf8'),
);

/** A pack of the names that a release has, on disk. Its network knows nothing. */
async function packOf(task: number): Promise<string> {
  const recipe = RECIPES.models.find((each) => each.task === task);
  if (!recipe) throw new Error(`There is no recipe for task ${task}.`);
  const folder = ownFolder();
  const files = await tinyPackOf(recipe.file.replace(/\.zip$/, ''), recipe.classes);
  for (const [path, content] of files) writeFileSync(join(folder, path), content);
  return join(folder, 'manifest.json');
}

/** Something is asked for by its name. */
const namesStructures = ({ readings: [first] }: ListedPrompt) =>
  first !== 'all' && (first?.asked.length ?? 0) > 0;

const LISTS = [
  [297, 'training/prompts/totalsegmentator-ct.tsv'],
  [852, 'training/prompts/totalsegmentator-mr.tsv'],
] as const;

test.each(LISTS)(
  'what is listed for task %s is read with its names as listed',
  async (task, list) => {
    const { table, mistakes } = await promptsTable(await packOf(task), [at(list)]);
    expect(mistakes).toEqual([]);
    expect(table.at(-2)?.prompts).toBe(readLists([at(list)]).filter(namesStructures).length);
  },
  120_000,
);

test('the lists hold 750 phrasings and 350 prompts that name nothing', () => {
  const listed = LISTS.flatMap(([, list]) => readLists([at(list)]));
  expect(listed.filter(namesStructures).length).toBeGreaterThan(750);
  expect(listed.filter((prompt) => !namesStructures(prompt)).length).toBeGreaterThan(350);
});
