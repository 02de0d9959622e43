import { describe, expect, test } from 'vitest';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { type RoutablePack, type RouteChoice, route } from './route.ts';

const structure = (id: string, name: string, ...synonyms: string[]): Structure => ({
  id: id as StructureId,
  name,
  synonyms,
  color: [0, 0, 0],
  labelId: 1,
});
const group = (name: string, ...members: readonly string[]): StructureGroup => ({
  names: [name],
  members: members as StructureId[],
});
const measured = (id: string, published?: boolean) => ({
  ...{ dataset: 'held-out', metric: 'Dice', structure: id, value: 0.9, modality: 'CT' as const },
  ...(published !== undefined && { published }),
});
const pack = (address: string, given: Partial<RoutablePack>): RoutablePack => ({
  ...{ address, name: address, groups: [], scores: [], modalities: [], takesAnyText: false, structures: [] },
  ...given,
});

const MINI = pack('mini', {
  structures: [
    structure('liver', 'liver', 'Leber'),
    structure('kidney_left', 'left kidney'),
    structure('kidney_right', 'right kidney'),
    structure('duodenum', 'duodenum'),
  ],
  groups: [group('kidneys', 'kidney_left', 'kidney_right')],
  scores: [measured('liver')],
});
const TOTAL = pack('total', {
  structures: [
    structure('liver', 'liver'),
    structure('duodenum', 'duodenum'),
    structure('lung_left', 'left lung', 'linke Lunge'),
    structure('lung_right', 'right lung'),
    structure('rib_left_2', 'left rib 2', '2. Rippe links'),
    structure('portal', 'portal vein and splenic vein'),
  ],
  groups: [group('lungs', 'lung_left', 'lung_right')],
  modalities: ['CT'],
});
const MR = pack('mr', {
  structures: [structure('disc', 'discs'), structure('lung', 'left lung')],
  modalities: ['MR'],
});

const CHOICE: RouteChoice = {
  home: MINI,
  others: [TOTAL, MR],
  loaded: 'mini',
  routing: 'best',
  modality: 'CT',
};
const legsOf = (text: string, choice: Partial<RouteChoice> = {}) =>
  route(text, { ...CHOICE, ...choice }).legs.map(
    ({ pack: { address }, prompts }) =>
      `${address}: ${prompts.map(({ structure: id, text: own }) => id ?? `“${own}”`).join(' ')}`,
  );

test.each([
  ['liver', ['mini: liver']],
  ['left lung', ['total: lung_left']],
  ['liver, left lung, left kidney', ['mini: liver kidney_left', 'total: lung_left']],
  ['left lung and liver', ['mini: liver', 'total: lung_left']],
  ['lungs and kidneys', ['mini: kidney_left kidney_right', 'total: lung_left lung_right']],
  ['left and right lung', ['total: lung_left lung_right']],
  ['portal vein and splenic vein, liver', ['mini: liver', 'total: portal']],
  ['2. Rippe links', ['total: rib_left_2']],
  ['liver, banana', ['mini: liver “banana”']],
  ['left lung, banana', ['mini: “banana”', 'total: lung_left']],
])('“%s” is split by who knows what', (text, legs) => {
  expect(legsOf(text)).toEqual(legs);
});

test('what no pack for such scans has is for the pack in use to refuse', () => {
  expect(legsOf('discs')).toEqual(['mini: “discs”']);
  expect(legsOf('left lung', { modality: 'MR' })).toEqual(['mr: lung']);
});

test('everything, and all but something, are asked of the pack in use', () => {
  expect(legsOf('everything')).toEqual(['mini: liver kidney_left kidney_right duodenum']);
  expect(legsOf('all organs but the liver')).toEqual(['mini: kidney_left kidney_right duodenum']);
});

describe('of several that know a structure', () => {
  test('a measured figure for such scans goes before a published one, and that before none', () => {
    const published = { ...TOTAL, scores: [measured('liver', true), measured('duodenum', true)] };
    expect(legsOf('liver, duodenum', { others: [published] })).toEqual(['mini: liver', 'total: duodenum']);
    const better = { ...TOTAL, scores: [measured('duodenum')] };
    expect(legsOf('liver, duodenum', { others: [published, { ...better, address: 'better' }] })).toEqual([
      'mini: liver',
      'better: duodenum',
    ]);
  });

  test('a figure for another kind of scan is none', () => {
    const home = { ...MINI, scores: [{ ...measured('liver'), modality: 'MR' as const }] };
    expect(legsOf('liver', { home, others: [{ ...TOTAL, scores: [measured('liver', true)] }] })).toEqual([
      'total: liver',
    ]);
  });

  test('without figures whoever is ready answers, so that nothing is loaded for nothing', () => {
    expect(legsOf('duodenum')).toEqual(['mini: duodenum']);
    expect(legsOf('duodenum', { loaded: 'total' })).toEqual(['total: duodenum']);
  });

  test('the one that was chosen to go first does, whatever figures say', () => {
    expect(legsOf('liver', { home: TOTAL, others: [MINI], routing: 'first', loaded: 'mini' })).toEqual([
      'total: liver',
    ]);
    expect(legsOf('left kidney', { home: TOTAL, others: [MINI], routing: 'first' })).toEqual([
      'mini: kidney_left',
    ]);
  });

  test('the only one answers or refuses', () => {
    expect(legsOf('liver, left lung', { routing: 'only' })).toEqual(['mini: liver “left lung”']);
  });
});

test('the pack that is loaded is asked first', () => {
  expect(legsOf('liver, left lung', { loaded: 'total' })).toEqual(['total: lung_left', 'mini: liver']);
});

test('a pack that answers any text is asked all of it', () => {
  const home = { ...MINI, takesAnyText: true };
  expect(legsOf('liver; left lung; banana, ripe', { home })).toEqual([
    'mini: liver “left lung” “banana, ripe”',
  ]);
});

test('what is not asked for is said of all packs together', () => {
  expect(route('liver, but not the left lung', CHOICE).leftOut).toEqual(['left lung']);
});
