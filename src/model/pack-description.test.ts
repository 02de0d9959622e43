import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from './manifest.ts';
import { describePack } from './pack-description.ts';
import { readWeightRecipes } from './weight-recipes.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));

test('a pack whose encoder classifies texts takes not any text, one whose encoder does not takes any, for any scan', () => {
  const mini = read('public/models/mini/manifest.json');
  expect(describePack(readManifest(mini))).toMatchObject({ id: 'mini', takesAnyText: false, modalities: [] });
  const { manifest } = read('public/models/medimageparse3d/recipe.json');
  expect(describePack({ ...manifest, files: [] }).takesAnyText).toBe(true);
});

test('the recipes say of each model what people need, and hold no figure that is not known', () => {
  const { models, license } = readWeightRecipes(read('public/models/recipes.json'));
  expect(license.name).toBe('Apache-2.0');
  expect(models.filter(({ gpuOnly }) => !gpuOnly).map(({ task }) => task)).toEqual([297, 852]);
  expect(models.filter(({ gpuOnly }) => gpuOnly).map(({ task }) => task)).toEqual([
    291, 292, 293, 294, 295, 850, 851,
  ]);
  for (const { task, address, file, bytes, sha256 } of models) {
    expect(address.endsWith(`/${file}`)).toBe(true);
    expect(file.startsWith(`Dataset${task}_TotalSeg`)).toBe(true);
    expect([bytes, sha256]).toEqual([undefined, undefined]);
  }
});

test('recipes that are something else are refused by the field', () => {
  expect(() => readWeightRecipes({ format: 1, license: {}, models: [] })).toThrow(
    /recipes\.json license\.name/,
  );
});
