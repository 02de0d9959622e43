import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import { lacksTargets } from './lacks-targets.ts';

const RECIPE = new URL('../../public/models/medimageparse3d/recipe.json', import.meta.url);

test('a pack of MedImageParse 3D that was made before targets were known is told from one of today, and from others', () => {
  const recipe = readRecipeFacts(JSON.parse(readFileSync(RECIPE, 'utf8')));
  expect(lacksTargets({ id: 'medimageparse3d' }, recipe)).toBe(true);
  expect(lacksTargets({ id: 'medimageparse3d', targets: {} }, recipe)).toBe(false);
  expect(lacksTargets({ id: 'mini' }, recipe)).toBe(false);
  const plain = { ...recipe, hasTargets: false };
  expect(lacksTargets({ id: 'medimageparse3d' }, plain)).toBe(false);
});
