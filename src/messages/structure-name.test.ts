import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { ANATOMY, PAIRS } from '#model/anatomy/anatomy.ts';
import groups from '#model/anatomy/groups.json' with { type: 'json' };
import { readManifest } from '#model/manifest.ts';
import { readRequest } from '#prompt/read-prompt.ts';
import { foundObject, notFound } from '#testing/findings.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { speak } from './say.ts';
import { findingName, inLanguage, structureName } from './structure-name.ts';
import { wording } from './wording.ts';
import { zh } from './zh.ts';

afterEach(() => speak(en));

const json = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../public/models/${path}`, import.meta.url), 'utf8'));
const mini = readManifest(json('mini/manifest.json'));
const recipe = json('medimageparse3d/recipe.json') as {
  manifest: Pick<typeof mini, 'structures' | 'groups'>;
};

const KNOWN = new Set([
  ...[...mini.structures, ...recipe.manifest.structures, ...ANATOMY.values()].map(({ name }) => name),
  ...[...mini.groups, ...recipe.manifest.groups, ...groups, ...PAIRS].map(({ names: [name = ''] }) => name),
]);

describe.each([
  { language: 'German', messages: de, written: /\p{Script=Latin}/u },
  { language: 'Chinese', messages: zh, written: /\p{Script=Han}/u },
])('in $language', ({ messages, written }) => {
  test('everything that Mini, MedImageParse 3D and TotalSegmentator know has a name of its own', () => {
    speak(messages);
    const left = [...KNOWN].filter(
      (name) => structureName(name) === name || !written.test(structureName(name)),
    );
    expect(left).toEqual([]);
  });

  test('what Mini is asked by these names is what it is asked by its own', () => {
    speak(messages);
    const asked = (text: string) =>
      readRequest(text, mini.structures, mini.groups).prompts.map(({ structure }) => structure);
    for (const name of [
      ...mini.structures.map((each) => each.name),
      ...mini.groups.map(({ names }) => names[0] ?? ''),
    ])
      expect([name, asked(structureName(name))]).toEqual([name, asked(name)]);
  });
});

test('the side, the number and the way a name is written make no difference', () => {
  speak(de);
  const names = [
    'left kidney',
    'kidney_left',
    'Left Kidney',
    'kidney',
    'vertebrae L5',
    'right rib 11',
    'rib_right_11',
  ];
  expect(names.map(structureName)).toEqual([
    ...['linke Niere', 'linke Niere', 'linke Niere', 'Niere'],
    ...['Wirbel L5', '11. Rippe rechts', '11. Rippe rechts'],
  ]);
  speak(zh);
  expect(names.map(structureName)).toEqual([
    ...['左肾', '左肾', '左肾', '肾', 'L5椎体', '右第11肋骨', '右第11肋骨'],
  ]);
});

test('what a pack alone knows, and everything in English, is called what the pack calls it', () => {
  expect(structureName('vertebrae L5')).toBe('vertebrae L5');
  speak(de);
  for (const name of ['left flux capacitor', 'toString', 'left', '']) expect(structureName(name)).toBe(name);
});

test('a finding bears the name in the language, with its number, unless a person or a file has named it', () => {
  speak(de);
  expect(findingName(foundObject('liver (2)'))).toBe('Leber (2)');
  expect(findingName(notFound('left kidney'))).toBe('linke Niere');
  expect(findingName(foundObject('liver', { isRenamed: true }))).toBe('liver');
  expect(findingName(foundObject('liver', { isDrawn: true }))).toBe('liver');
  const fromFile = { file: 'a.nii', label: 6, name: 'liver', fit: 'exact' } as const;
  expect(findingName(foundObject('liver', { fromFile }))).toBe('liver');
  const numbered = { ...fromFile, name: undefined };
  expect(findingName(foundObject('liver', { fromFile: numbered }))).toBe('Leber');
  expect(inLanguage([foundObject('spleen')]).map(({ title }) => title)).toEqual(['Milz']);
});

test('a refusal on the page names structures in the language; the terminal keeps those of the pack', () => {
  speak(de);
  const error = { code: 'prompt-beyond-part', details: { names: ['left kidney'], parts: ['head'] } } as const;
  expect(wording(error)).toContain('„linke Niere“');
  expect(wording(error, 'terminal')).toContain('„left kidney“');
});
