import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withNames } from '#model/anatomy/with-names.ts';
import { readManifest } from '#model/manifest.ts';
import type { BodyPart } from '#model/manifest-targets.ts';
import { describePack } from '#model/pack-description.ts';
import { readWeightRecipes } from '#model/weight-recipes.ts';
import { EVERYTHING } from './everything.ts';
import { packsForParts } from './other-packs.ts';
import { asidesOf } from './read-prompt.ts';
import { type RoutablePack, route } from './route.ts';

const json = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../public/models/${path}`, import.meta.url), 'utf8'));
const home: RoutablePack = { address: 'mini', ...describePack(readManifest(json('mini/manifest.json'))) };
const CHOICE = { home, others: [], loaded: 'mini', routing: 'best', modality: 'CT' } as const;

function routed(text: string, parts: readonly BodyPart[], isBeyond = false) {
  try {
    const { legs, beyond } = route(text, { ...CHOICE, parts, isBeyond });
    return { asked: legs.flatMap(({ prompts }) => prompts.map((each) => each.text)), beyond: beyond?.names };
  } catch (error) {
    const { code, details } = error as { code: string; details: { names?: readonly string[] } };
    return { code, names: details.names };
  }
}

describe('everything', () => {
  test('of a chest is what a chest may show, and the rest is named', () => {
    const { asked, beyond } = routed(EVERYTHING, ['chest']);
    expect(beyond).toEqual(['duodenum', 'urinary bladder']);
    expect(asked).toHaveLength(12);
    expect(asked).toEqual(expect.arrayContaining(['esophagus', 'aorta', 'liver', 'stomach', 'spleen']));
  });
  test.each<[BodyPart]>([['head'], ['limbs']])('of a %s is nothing of Mini’s', (part) => {
    expect(routed(EVERYTHING, [part]).code).toBe('prompt-part-unknown');
    expect(routed('all but the liver', [part]).code).toBe('prompt-part-unknown');
  });
  test('of parts together is what either shows', () => {
    expect(routed(EVERYTHING, ['chest', 'abdomen', 'pelvis'])).toMatchObject({ beyond: undefined });
    expect(routed(EVERYTHING, ['head', 'pelvis']).asked).toEqual([
      'aorta',
      'inferior vena cava',
      'urinary bladder',
    ]);
  });
  test('of what nobody has said, or where somebody wants it anyway, is everything', () => {
    expect(routed(EVERYTHING, []).asked).toHaveLength(14);
    expect(routed(EVERYTHING, ['head'], true).asked).toHaveLength(14);
  });
});

test('an organ outside the part is named, not asked for; the others are asked for', () => {
  expect(routed('liver, bladder', ['chest'])).toEqual({ asked: ['liver'], beyond: ['urinary bladder'] });
  expect(routed('both kidneys', ['head'])).toEqual({
    code: 'prompt-beyond-part',
    names: ['left kidney', 'right kidney'],
  });
  expect(routed('left kidney', ['head'], true).asked).toEqual(['left kidney']);
});

test('what no pack has a name for is left to the pack to read', () => {
  expect(routed('hippocampus', ['head']).asked).toEqual(['hippocampus']);
});

test('what is left out is an aside with the parts', () => {
  const { beyond, ...rest } = route('liver, bladder', { ...CHOICE, parts: ['chest'] });
  expect(asidesOf({ ...rest, beyond })).toMatchObject([
    { code: 'prompt-beyond-part', details: { names: ['urinary bladder'], parts: ['chest'] } },
  ]);
});

test('of two packs each is asked what lies in the part', () => {
  const other: RoutablePack = {
    ...home,
    address: 'other',
    name: 'Other',
    structures: [{ ...home.structures[0], id: 'brain', name: 'brain', synonyms: [] } as never],
    groups: [],
    scores: [],
  };
  const { legs, beyond } = route('brain, liver', { ...CHOICE, others: [other], parts: ['head'] });
  expect(legs.map(({ pack, prompts }) => [pack.name, ...prompts.map(({ text }) => text)])).toEqual([
    ['Other', 'brain'],
  ]);
  expect(beyond?.names).toEqual(['liver']);
});

test('the packs that know a part are named, those that know most of it first', () => {
  const { models } = readWeightRecipes(json('recipes.json'));
  const others = models.map(withNames).map(({ id, name, ...vocabulary }) => ({ id, name, vocabulary }));
  expect(packsForParts(['microscopy'], others)).toEqual([]);
  const heads = packsForParts(['head'], others);
  expect(heads.length).toBeGreaterThan(0);
  expect(heads.length).toBeLessThanOrEqual(3);
  const recipe = { id: 'm', name: 'M', knows: ['brain', 'liver'], parts: ['head'] } as const;
  expect(packsForParts(['head'], [recipe])).toEqual(['M']);
  expect(packsForParts(['limbs'], [recipe])).toEqual([]);
});
