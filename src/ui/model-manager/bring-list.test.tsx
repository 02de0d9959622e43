import { readFileSync } from 'node:fs';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { withNames } from '#model/anatomy/with-names.ts';
import { readWeightRecipes } from '#model/weight-recipes.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { AppContext } from '#ui/use-app.ts';
import { BringList } from './bring-list.tsx';

const RECIPES = new URL('../../../public/models/recipes.json', import.meta.url);
const { license, models } = readWeightRecipes(JSON.parse(readFileSync(RECIPES, 'utf8')));

/** The rows of the facts of one model, as "term: value". */
function rowsOf(model: (typeof models)[number]): readonly string[] {
  const { app, state } = fakeApp();
  state().weightsRead({ at: 'read', license, models: [{ ...withNames(model), gpuOnly: false }] });
  const store = { ...app.store, getInitialState: app.store.getState };
  const markup = renderToStaticMarkup(
    <AppContext value={{ ...app, store }}>
      <BringList>{null}</BringList>
    </AppContext>,
  );
  return [...markup.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(
    ([, term, value]) => `${term}: ${value}`,
  );
}

test('a model that may be brought says once what it knows, and has no row of which nothing is known', () => {
  const [first] = models;
  if (!first) throw new Error('no model is on offer');
  const { bytes: _, sha256: __, ...unknown } = first;
  const rows = rowsOf(unknown);
  expect(rows[0]).toMatch(/^Knows: \d+ structures: \w/);
  expect(rows.map((row) => row.split(':')[0])).toEqual([
    ...['Knows', 'File', 'Download from', 'Licence', 'Cost', 'This device'],
  ]);
  const known = rowsOf({ ...first, bytes: 2e6, sha256: 'ab'.repeat(32) });
  expect(known).toContain('Size: 2.0 MB');
  expect(known).toContain(`SHA-256: ${'ab'.repeat(32)}`);
});
