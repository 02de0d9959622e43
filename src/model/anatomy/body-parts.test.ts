import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Structure } from '#model/manifest.ts';
import { readWeightRecipes } from '#model/weight-recipes.ts';
import { BODY_PARTS, type BodyPart } from '#volume/body-part.ts';
import { mainPart, mayHold } from './body-parts.ts';
import { withNames } from './with-names.ts';

const json = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../public/models/${path}`, import.meta.url), 'utf8'));
const mini: readonly Structure[] = json('mini/manifest.json').structures;
const { models } = readWeightRecipes(json('recipes.json'));
const held = (...parts: readonly BodyPart[]) =>
  mini.filter((each) => mayHold(parts, each)).map(({ name }) => name);

test('where every structure of Mini and of the published weights lies is known', () => {
  const all = [...mini, ...models.flatMap((recipe) => withNames(recipe).structures)];
  expect([...new Set(all.filter((each) => !mainPart(each)).map(({ id }) => id))]).toEqual([]);
});

test('a chest shows what reaches up under the ribs, and neither duodenum nor bladder', () => {
  const all = mini.map(({ name }) => name);
  expect(all.filter((name) => !held('chest').includes(name))).toEqual(['duodenum', 'urinary bladder']);
  expect(held('chest')).toEqual(expect.arrayContaining(['esophagus', 'aorta', 'liver', 'stomach', 'spleen']));
});

test('a head, a knee and a picture of a microscope show nothing that Mini knows', () => {
  for (const part of ['head', 'limbs', 'microscopy'] as const) expect(held(part)).toEqual([]);
});

test('an abdomen shows all of it, for many go on through the pelvis', () => {
  expect(held('abdomen')).toHaveLength(14);
  expect(held('pelvis')).toEqual(['aorta', 'inferior vena cava', 'urinary bladder']);
});

test('of several parts what either shows, of the whole body and of none all', () => {
  expect(held('head', 'pelvis')).toEqual(held('pelvis'));
  expect(held('whole-body')).toHaveLength(14);
  expect(held()).toHaveLength(14);
});

test('a femur is of a limb, though an abdomen may show some of it', () => {
  const femur = { id: 'femur_left' as Structure['id'], name: 'left femur' };
  expect([mainPart(femur), mayHold(['abdomen'], femur), mayHold(['head'], femur)]).toEqual([
    'limbs',
    true,
    false,
  ]);
});

test('sides and numbers do not matter, and what nobody has placed may be anywhere', () => {
  const of = (id: string) =>
    BODY_PARTS.filter((part) => mayHold([part], { id: id as Structure['id'], name: id }));
  expect(of('kidney_left')).toEqual(of('kidney'));
  expect(of('rib_right_11')).toContain('chest');
  expect(of('vertebrae_C2')).toContain('head');
  expect(of('vertebrae_T8')).not.toContain('pelvis');
  expect(of('zenker diverticulum')).toEqual(BODY_PARTS);
});
