import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openRecipe } from '#convert/open-recipe.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { Targets } from '#model/manifest-targets.ts';
import { type ScanWords, structuresOf, wordingOf } from '#model/targets.ts';
import { EVERYTHING } from './everything.ts';
import { linesOf, readFreeText } from './free-text.ts';

const SHIPPED = fileURLToPath(new URL('../../public/models/medimageparse3d', import.meta.url));
const LISTED = fileURLToPath(new URL('../../../shared/reference/training_prompts.json', import.meta.url));

const { manifest } = await openRecipe(
  async (path) => new Uint8Array(readFileSync(`${SHIPPED}/${path}`)),
  'float16',
);
const PACK = manifest as unknown as {
  structures: Structure[];
  groups: StructureGroup[];
  targets: Targets;
};
const CT: ScanWords = { modality: 'CT' };

const read = (text: string, scan = CT) => readFreeText(text, PACK, scan).prompts;
const nameOf = (id: string) => PACK.structures.find((each) => each.id === id)?.name ?? id;
/** What the model is asked with. */
const sent = (text: string, scan = CT) =>
  read(text, scan).map((prompt) => wordingOf(prompt, PACK.targets, scan, nameOf).text);

describe('what is one prompt', () => {
  test.each([
    ['portal vein and splenic vein in abdomen CT'],
    ['portal vein and splenic vein'],
    ['liver lesion, hypodense, in the right lobe'],
    ['mass next to the liver and the kidney'],
    ['prostate or uterus'],
    ['"liver, spleen"'],
    ['“liver and spleen; kidney”'],
  ])('%s', (text) => {
    expect(read(text)).toHaveLength(1);
  });

  test('lines and what is between semicolons are prompts of their own, but not in quotes', () => {
    expect(linesOf('liver; "a; b\nc"\nmass, large ;; \n')).toEqual(['liver', '"a; b\nc"', 'mass, large']);
    expect(linesOf("Alzheimer's disease plaque; don't")).toEqual(["Alzheimer's disease plaque", "don't"]);
  });

  test('a list of nothing but known names is a prompt for each, as with other models', () => {
    expect(read('liver, spleen and left kidney').map(({ structure }) => structure)).toEqual([
      'liver',
      'spleen',
      'kidney_left',
    ]);
    expect(read('left and right kidney').map(({ structure }) => structure)).toEqual([
      'kidney_left',
      'kidney_right',
    ]);
    expect(read('Leber und Milz').map(({ structure }) => structure)).toEqual(['liver', 'spleen']);
    expect(read('lungs').map(({ structure }) => structure)).toEqual(['lung_left', 'lung_right']);
  });

  test('on CT the vertebrae are many, on MR one target', () => {
    expect(read('vertebrae').length).toBeGreaterThan(20);
    expect(sent('vertebrae', { modality: 'MR' })).toEqual(['Vertebrae in Spine MR']);
  });

  test('one part that nobody knows, and the line is one text', () => {
    expect(read('liver, frobnicle')).toEqual([{ text: 'liver, frobnicle', structure: undefined }]);
  });
});

describe('what is sent', () => {
  test.each([
    ['IVC', CT, 'Inferior vena cava in abdominal CT'],
    ['Leber', CT, 'Liver in abdominal CT'],
    ['liver', { modality: 'MR' }, 'Liver visualized in cross-sectional abdominal MR scans'],
    ['liver', { modality: 'MR', parts: ['whole-body'] }, 'Liver in whole body MR'],
    ['aorta', { modality: 'CT', parts: ['whole-body'] }, 'Aorta in whole body CT'],
    ['heart', { modality: 'CT', parts: ['chest'] }, 'Heart segmented in chest CT imaging'],
    ['L3', CT, 'Vertebrae L3 in whole body CT'],
    // Training has it for MR alone.
    ['intervertebral discs', CT, 'intervertebral discs'],
    ['"IVC"', CT, 'IVC'],
    ['“Leber”', CT, 'Leber'],
    ['Postcava in Abdomen CT', CT, 'Postcava in Abdomen CT'],
    ['some mass in the pelvis', CT, 'some mass in the pelvis'],
    ['liver lesions', CT, 'Liver tumors detected in abdominal CT imaging'],
  ] as const)('%s', (text, scan, wording) => {
    expect(sent(text, scan)).toEqual([wording]);
  });

  test('how the scans of its training were stored goes with it', () => {
    const axes = (text: string, scan: ScanWords) =>
      read(text, scan).map((prompt) => wordingOf(prompt, PACK.targets, scan, nameOf).axes);
    expect(axes('liver', CT)).toEqual([undefined]);
    expect(axes('L3', CT)).toEqual(['RAS']);
    expect(axes('left humerus', { modality: 'MR' })).toEqual(['RAS']);
    expect(axes('tumor core', { modality: 'MR' })).toEqual(['LPS']);
    expect(axes('"Left humerus in whole body CT"', CT)).toEqual(['RAS']);
    expect(axes('a mass', CT)).toEqual([undefined]);
  });

  test('in quotes no name is read', () => {
    expect(read('"liver"')).toEqual([{ text: '"liver"', structure: undefined }]);
  });
});

describe('what is in this scan', () => {
  const ids = (scan: ScanWords) => read(EVERYTHING, scan).map(({ structure }) => structure);

  test('of a head on MR it is no organ of the abdomen', () => {
    const head = ids({ modality: 'MR', parts: ['head'] });
    expect(head).toContain('brain');
    for (const id of ['liver', 'spleen', 'bladder', 'tumor_core']) expect(head).not.toContain(id);
  });

  test('of an abdomen on CT it is more than fifteen, and no lesion', () => {
    const abdomen = ids({ modality: 'CT', parts: ['abdomen'] });
    expect(abdomen.length).toBeGreaterThan(20);
    expect(abdomen).toContain('portal_vein_and_splenic_vein');
    expect(abdomen.filter((id) => PACK.targets.instances?.includes(id ?? ''))).toEqual([]);
  });

  test('nobody has said what the scan shows, or nothing of it can be found', () => {
    expect(() => read(EVERYTHING, CT)).toThrow('prompt-body-part');
    expect(() => read(EVERYTHING, { modality: 'CT', parts: ['microscopy'] })).toThrow('prompt-body-part');
  });

  test('the whole body has all of its parts', () => {
    const whole = structuresOf(PACK.targets, 'CT', ['whole-body']);
    for (const part of ['head', 'chest', 'pelvis'] as const)
      for (const id of structuresOf(PACK.targets, 'CT', [part])) expect(whole).toContain(id);
  });
});

describe.skipIf(!existsSync(LISTED))('the prompts that the model was trained with', () => {
  const sets: Readonly<Record<string, Readonly<Record<string, readonly string[] | number>>>> = existsSync(
    LISTED,
  )
    ? JSON.parse(readFileSync(LISTED, 'utf8'))
    : {};
  const prompts = Object.entries(sets).flatMap(([name, labels]) =>
    Object.values(labels).flatMap((texts) =>
      typeof texts === 'number' ? [] : texts.map((text) => ({ name, text })),
    ),
  );
  const modalityOf = (name: string) => (/^CT/.test(name) ? 'CT' : /^MR/.test(name) ? 'MR' : 'other');
  const all = new Set(prompts.map(({ text }) => text.toLowerCase()));

  test('there are as many as were counted', () => {
    expect(prompts).toHaveLength(2917);
    expect(prompts.filter(({ text }) => /,|\band\b/i.test(text)).length).toBeGreaterThanOrEqual(272);
  });

  test('each stays one prompt', () => {
    const split = prompts.filter(({ name, text }) => read(text, { modality: modalityOf(name) }).length !== 1);
    expect(split).toEqual([]);
  });

  test('a sentence is sent as it is, and a bare name in the words of training', () => {
    const altered = prompts.flatMap(({ name, text }) => {
      const scan = { modality: modalityOf(name) } as const;
      const [as] = sent(text, scan);
      return as === text ? [] : [{ text, as: as ?? '' }];
    });
    expect(altered.filter(({ text }) => /\b(?:CT|MR|MRI|imaging|scans?)\b/i.test(text))).toEqual([]);
    for (const { as, text } of altered) expect(all.has(as.toLowerCase()), `${text} → ${as}`).toBe(true);
  });

  test('every wording of the vocabulary is one of them', () => {
    const own = PACK.targets.wordings.filter(({ text }) => !all.has(text.toLowerCase()));
    expect(own).toEqual([]);
  });
});
