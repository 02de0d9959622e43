import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ANATOMY } from '#model/anatomy/anatomy.ts';
import { totalSegmentatorOf } from './totalsegmentator.ts';
import { vocabularyOf } from './vocabulary-of.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));
const RECIPES: readonly { readonly task: number; readonly classes: readonly string[] }[] = read(
  'public/models/recipes.json',
).models;
const MINI = read('public/models/mini/manifest.json');

test('a recipe is called what its pack will be', () => {
  for (const { name, file } of read('public/models/recipes.json').models)
    expect(totalSegmentatorOf(file.replace(/\.zip$/, ''))?.title).toBe(name);
});

const classesOf = (task: number) => [
  'background',
  ...(RECIPES.find((each) => each.task === task)?.classes ?? []),
];
const vocabularyOfTask = (task: number) => vocabularyOf(classesOf(task));

test('the published tasks have the classes, and the numbers, that their authors list', () => {
  const total = classesOf(297);
  expect([total.length, classesOf(852).length]).toEqual([118, 51]);
  expect([1, 25, 27, 51, 91, 92, 104, 117].map((n) => total[n])).toEqual([
    ...['spleen', 'sacrum', 'vertebrae_L5', 'heart', 'skull', 'rib_left_1', 'rib_right_1'],
    'costal_cartilages',
  ]);
  const parts = [291, 292, 293, 294, 295].flatMap((task) => classesOf(task).slice(1));
  expect(parts).toEqual(total.slice(1));
  expect([...classesOf(850), ...classesOf(851).slice(1)]).toEqual(classesOf(852));
});

test.each(RECIPES.map(({ task }) => task))('every class of task %s is known here, with a colour', (task) => {
  const { structures, unlisted } = vocabularyOfTask(task);
  expect(unlisted).toEqual([]);
  expect(structures.map(({ labelId }) => labelId)).toEqual(structures.map((_, n) => n + 1));
  for (const { name, synonyms } of structures) {
    expect(synonyms.length, name).toBeGreaterThan(2);
    expect(name).not.toContain('_');
  }
});

test.each([297, 852])('no two structures or groups of task %s claim one name', (task) => {
  const { structures, groups } = vocabularyOfTask(task);
  const owners = new Map<string, string>();
  const claims = [
    ...structures.map(({ id, name, synonyms }) => ({ owner: id, names: [name, ...synonyms] })),
    ...groups.map(({ names }) => ({ owner: names[0] ?? '', names })),
  ];
  const clashes = claims.flatMap(({ owner, names }) =>
    [...new Set(names.map((name) => name.toLowerCase()))].flatMap((name) => {
      const before = owners.get(name);
      owners.set(name, owner);
      return before === undefined || before === owner ? [] : [`${name}: ${before} and ${owner}`];
    }),
  );
  expect(clashes).toEqual([]);
});

test('neighbours are told apart by colour, and the left one is the lighter of two', () => {
  const { structures } = vocabularyOfTask(297);
  const colorOf = (id: string) => structures.find((each) => each.id === id)?.color ?? [0, 0, 0];
  const apart = (a: string, b: string) =>
    Math.hypot(...colorOf(a).map((channel, n) => channel - (colorOf(b)[n] ?? 0)));
  for (let n = 1; n < 12; n++) {
    expect(apart(`rib_left_${n}`, `rib_left_${n + 1}`)).toBeGreaterThan(30);
    expect(apart(`vertebrae_t${n}`, `vertebrae_t${n + 1}`)).toBeGreaterThan(30);
  }
  const borders = [
    ...[
      ['vertebrae_l1', 'vertebrae_t12'],
      ['vertebrae_c7', 'vertebrae_t1'],
      ['vertebrae_l5', 'vertebrae_s1'],
    ],
    ...[
      ['vertebrae_s1', 'sacrum'],
      ['liver', 'gallbladder'],
      ['aorta', 'inferior_vena_cava'],
    ],
    ...[
      ['lung_upper_lobe_right', 'lung_middle_lobe_right'],
      ['small_bowel', 'colon'],
      ['hip_left', 'sacrum'],
    ],
    ...[
      ['lung_upper_lobe_left', 'lung_lower_lobe_left'],
      ['heart', 'atrial_appendage_left'],
      ['liver', 'stomach'],
    ],
    ...[
      ['gluteus_maximus_left', 'gluteus_medius_left'],
      ['gluteus_medius_left', 'gluteus_minimus_left'],
    ],
    ...[
      ['iliac_artery_left', 'iliac_vena_left'],
      ['kidney_left', 'spleen'],
      ['kidney_left', 'kidney_cyst_left'],
    ],
    ...[
      ['skull', 'brain'],
      ['sternum', 'costal_cartilages'],
      ['esophagus', 'trachea'],
      ['duodenum', 'pancreas'],
    ],
  ];
  for (const [a = '', b = ''] of borders) expect(apart(a, b), `${a}, ${b}`).toBeGreaterThan(30);
  for (const { id, color } of structures.filter((each) => each.id.includes('_left'))) {
    const right = colorOf(id.replace('_left', '_right'));
    const sum = (of: readonly number[]) => of.reduce((total, channel) => total + channel, 0);
    if (sum(right) > 0) expect(sum(color), id).toBeGreaterThan(sum(right));
  }
});

test('what a model has no whole of is no group of it', () => {
  const { groups } = vocabularyOf([
    'background',
    'vertebrae_L1',
    'vertebrae_L2',
    'kidney_left',
    'kidney_right',
  ]);
  expect(groups.map(({ names: [name] }) => name)).toEqual(['kidneys']);
});

test('dataset.json names the classes: in another order, another case, or ones that no list has', () => {
  const { structures, unlisted, groups } = vocabularyOf([
    'background',
    'Heart',
    'my_lesion',
    'Kidney Left',
    'spleen',
    'heart',
  ]);
  expect(structures.map(({ name, labelId }) => [labelId, name])).toEqual([
    ...[
      [1, 'heart'],
      [2, 'my lesion'],
      [3, 'left kidney'],
      [4, 'spleen'],
    ],
    [5, 'heart (5)'],
  ]);
  expect(structures[1]?.synonyms).toEqual([]);
  expect(structures[4]?.synonyms).toEqual([]);
  expect(unlisted).toEqual(['my_lesion']);
  expect(groups).toEqual([]);
});

/** Mini's aorta is the abdominal one, and its "vena cava" the lower; here these are other things. */
const OTHERWISE =
  /abdom|addom|buik|bauch|brzusz|buk|břiš|trbuš|karın|hasi|vatsa-|черевна|брюшная|κοιλιακή|bụng|descending|abdo|abd |腹|복부|البطني/i;
const BOTH_CAVAE = ['vena cava', 'caval vein', 'hohlvene', 'veine cave', 'veia cava', 'vena kava'];
const SAME: Readonly<Record<string, string>> = {
  ...{ postcava: 'inferior_vena_cava', bladder: 'urinary_bladder' },
  ...{ adrenal_left: 'adrenal_gland_left', adrenal_right: 'adrenal_gland_right' },
};

test('every name that Mini has for a structure is a name of it here', () => {
  for (const { id, name, synonyms } of MINI.structures as readonly {
    id: string;
    name: string;
    synonyms: string[];
  }[]) {
    const own = ANATOMY.get(SAME[id] ?? id);
    const known = new Set([own?.name, ...(own?.synonyms ?? [])].map((each) => each?.toLowerCase()));
    const missing = [name, ...synonyms].filter(
      (each) => !known.has(each.toLowerCase()) && !BOTH_CAVAE.includes(each.toLowerCase()),
    );
    expect(missing.filter((each) => id !== 'aorta' || !OTHERWISE.test(each))).toEqual([]);
  }
});
