import { expect, test } from 'vitest';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { readPrompts, readRequest } from './read-prompt.ts';

const structure = (id: string, name: string, labelId: number, ...synonyms: string[]): Structure => ({
  id: id as StructureId,
  name,
  synonyms,
  color: [0, 0, 0],
  labelId,
});
const STRUCTURES = [
  structure('spleen', 'spleen', 1, 'Milz', 'bazo', '脾脏'),
  structure('kidney_right', 'right kidney', 2, 'rt. kidney', 'kidney right', 'rein droit', 'rechte Niere'),
  structure('kidney_left', 'left kidney', 3, 'lt. kidney', 'rein gauche', 'linke Niere'),
  structure('liver', 'liver', 6, 'hepar', 'Leber', 'hígado', '肝脏'),
  structure('bladder', 'bladder', 14, 'bladder and ureters'),
  structure('gallbladder', 'gallbladder', 4, 'gall bladder'),
];
const GROUPS: StructureGroup[] = [
  { names: ['kidneys', 'both kidneys'], members: ['kidney_left', 'kidney_right'] as StructureId[] },
];

const leftOut = (text: string) => readRequest(text, STRUCTURES, GROUPS).leftOut;
const ids = (text: string) => readPrompts(text, STRUCTURES, GROUPS).map((p) => p.structure ?? `?${p.text}`);

test('commas, semicolons, new lines, ampersands, plus signs and "and" tell structures apart', () => {
  expect(ids('liver, spleen; gallbladder\nright kidney')).toEqual([
    'liver',
    'spleen',
    'gallbladder',
    'kidney_right',
  ]);
  expect(ids('liver and spleen & left kidney+bladder')).toEqual([
    'liver',
    'spleen',
    'kidney_left',
    'bladder',
  ]);
  expect(ids('liver, and spleen,')).toEqual(['liver', 'spleen']);
});

test('a known name that contains "and" stays whole, and words that contain the letters do too', () => {
  expect(ids('bladder and ureters and liver')).toEqual(['bladder', 'liver']);
  expect(ids('thyroid gland and liver')).toEqual(['?thyroid gland', 'liver']);
});

test('case, width, punctuation and white space do not matter', () => {
  expect(ids('  LIVER.  ')).toEqual(['liver']);
  expect(ids('ｌｉｖｅｒ')).toEqual(['liver']);
  expect(ids('Rt   kidney')).toEqual(['kidney_right']);
  expect(ids('gall-bladder')).toEqual(['gallbladder']);
  expect(ids('kidney_left')).toEqual(['kidney_left']);
});

test('words round a name do not hide it', () => {
  for (const text of [
    'the liver',
    'please segment the liver in abdomen CT',
    'Show me the liver, please',
    'where is the liver?',
    'liver in this scan',
    'Can you find my liver',
    'segmentation of the liver in CT images',
  ]) {
    expect(ids(text.replace(', please', ' please')), text).toEqual(['liver']);
  }
});

test('the words of the user are kept for the text encoder', () => {
  expect(readPrompts('show me the Liver in CT', STRUCTURES, GROUPS)).toEqual([
    { text: 'show me the Liver in CT', structure: 'liver' },
  ]);
});

test('a group gives its members, under their own names', () => {
  expect(readPrompts('both kidneys', STRUCTURES, GROUPS)).toEqual([
    { text: 'left kidney', structure: 'kidney_left' },
    { text: 'right kidney', structure: 'kidney_right' },
  ]);
});

test('a side shares the noun that follows', () => {
  expect(ids('left and right kidney')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('the right and the left kidneys')).toEqual(['kidney_right', 'kidney_left']);
});

test('nothing is asked twice', () => {
  expect(ids('kidneys, left kidney, liver, hepar, the liver')).toEqual([
    'kidney_left',
    'kidney_right',
    'liver',
  ]);
  expect(ids('pizza, Pizza, the pizza')).toEqual(['?pizza']);
});

test('text that names no structure is left for the text encoder', () => {
  expect(ids('splene')).toEqual(['?splene']);
  expect(ids('the')).toEqual(['?the']);
});

test('text without a letter or digit is refused as empty', () => {
  for (const text of ['', '  ', ',;\n', '...', ' & ', 'and']) {
    expect(() => ids(text), JSON.stringify(text)).toThrow(/prompt-empty/);
  }
});

test('a side is read however it is written and wherever it stands', () => {
  for (const text of [
    'L kidney',
    'lt kidney',
    'left-sided kidney',
    'kidney (left)',
    'kidney on the left side',
    'kidney, lt.',
  ]) {
    expect(ids(text), text).toEqual(['kidney_left']);
  }
});

test('a side without a noun shares its neighbour’s, in any language', () => {
  expect(ids('left/right kidney')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('kidneys, left and right')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('rein gauche et droit')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('linke und rechte Niere')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('left and right lung')).toEqual(['?left lung', '?right lung']);
  expect(ids('liver, left')).toEqual(['liver', '?left']);
});

test('words for "and" of other languages tell known structures apart', () => {
  for (const text of [
    'Leber und Milz',
    'hígado y bazo',
    '肝脏和脾脏',
    '肝脏、脾脏',
    'liver / spleen',
    'liver with spleen',
    'liver spleen',
  ]) {
    expect(ids(text), text).toEqual(['liver', 'spleen']);
  }
  expect(ids('vitamin e deficiency')).toEqual(['?vitamin e deficiency']);
  expect(ids('https://example.org/a')).toEqual(['?https://example.org/a']);
});

test('accents, plurals and elided articles do not matter', () => {
  expect(ids('higado')).toEqual(['liver']);
  expect(ids('livers')).toEqual(['liver']);
  expect(ids("montre l'hígado s'il vous plaît")).toEqual(['liver']);
});

test('thanks ask for nothing', () => {
  expect(ids('liver, please')).toEqual(['liver']);
  expect(ids('thank you')).toEqual(['?thank you']);
});

test('a group’s name with a slip of the keyboard in it is still that group', () => {
  expect(ids('kidnys')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('the kideny please')).toEqual(['kidney_left', 'kidney_right']);
  expect(ids('kidding')).toEqual(['?kidding']);
});

test('what the text says it does not want is left out, and said', () => {
  for (const text of [
    'the liver and not the spleen',
    'liver but not the spleen',
    'liver without spleen',
    'Leber ohne Milz',
  ]) {
    expect(ids(text), text).toEqual(['liver']);
    expect(leftOut(text), text).toEqual(['spleen']);
  }
  expect(ids('kidneys but not the left, liver')).toEqual(['kidney_right', 'liver']);
  expect(ids('liver, kidneys, except the spleen, left kidney')).toEqual(['liver', 'kidney_right']);
  expect(leftOut('liver and not the splene')).toEqual(['the splene']);
});

test('a text that only says what it does not want is refused', () => {
  expect(() => ids('not the liver')).toThrow(/prompt-left-out/);
});

test('"without" before what is no structure negates nothing', () => {
  expect(ids('liver without contrast')).toEqual(['liver']);
  expect(ids('spleen without metastases')).toEqual(['?spleen without metastases']);
});

test('lists are read however they are written', () => {
  for (const text of [
    '1. liver 2. spleen',
    '- liver\n- spleen',
    'organs: liver, spleen',
    'liver • spleen',
    '"liver"; [spleen]',
  ]) {
    expect(ids(text), text).toEqual(['liver', 'spleen']);
  }
  expect(ids('liver, CT abdomen')).toEqual(['liver']);
  expect(ids('note: pizza')).toEqual(['?note: pizza']);
});

test('a name in brackets belongs to the one before', () => {
  expect(ids('kidney (left)')).toEqual(['kidney_left']);
  expect(ids('bladder (gall)')).toEqual(['gallbladder']);
  expect(ids('tumour (liver)')).toEqual(['?tumour (liver)']);
});

test('"rather than" and "instead of" leave out', () => {
  expect(ids('gallbladder rather than the bladder')).toEqual(['gallbladder']);
  expect(leftOut('liver instead of the spleen')).toEqual(['spleen']);
});

test('a long name is known with a slip in it, not a word of another language that is near one of its names', () => {
  expect(ids('gallblader')).toEqual(['gallbladder']);
  expect(ids('lfet kidney')).toEqual(['kidney_left']);
  expect(ids('hígados')).toEqual(['liver']);
  expect(ids('fijados')).toEqual(['?fijados']);
});

test('everything but something is every other structure, and says what was left out', () => {
  expect(ids('all but the liver')).toEqual([
    'spleen',
    'kidney_right',
    'kidney_left',
    'bladder',
    'gallbladder',
  ]);
  expect(ids('everything apart from liver and the kidneys')).toEqual(['spleen', 'bladder', 'gallbladder']);
  expect(ids('alle Organe außer der Leber')).not.toContain('liver');
  expect(ids('除了肝脏以外的所有器官')).not.toContain('liver');
  expect(leftOut('all organs except kidneys')).toEqual(['right kidney', 'left kidney']);
});

test('an exception that is not known is never read as a request', () => {
  expect(() => ids('all but the heart')).toThrow('prompt-exception');
  expect(() => ids('everything except the left liver')).toThrow('prompt-exception');
  expect(() => ids('all organs except liver, spleen, kidneys, bladder, gallbladder')).toThrow(
    'prompt-left-out',
  );
});

test('what was taken back is left out, and said, unless it is asked for after all', () => {
  expect(ids('liver, the spleen no sorry the bladder')).toEqual(['liver', 'bladder']);
  expect(leftOut('liver, the spleen no sorry the bladder')).toEqual(['spleen']);
  expect(ids('left kidney no wait right kidney')).toEqual(['kidney_right']);
  expect(ids('kidneys, I mean the left kidney')).toEqual(['kidney_left']);
  expect(leftOut('kidneys, I mean the left kidney')).toEqual(['right kidney']);
  expect(ids('spleen no sorry spleen')).toEqual(['spleen']);
  expect(leftOut('spleen no sorry spleen')).toEqual([]);
});

test('“the left one” is one of the two that the noun beside it means', () => {
  expect(ids('for the planning I need the left one, the kidneys')).toEqual(['kidney_left']);
  expect(ids('the kidneys, but only the right one')).toEqual(['kidney_right']);
});
