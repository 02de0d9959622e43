import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { plainlyLeftOut } from './contrast.ts';
import { readRequest } from './read-prompt.ts';

const path = new URL('../../public/models/mini/manifest.json', import.meta.url);
const { structures, groups } = readManifest(JSON.parse(readFileSync(path, 'utf8')));
const read = (text: string) => readRequest(text, structures, groups);
const asked = (text: string) => read(text).prompts.map((prompt) => prompt.structure ?? '?');

test.each([
  'no I meant the liver, not the spleen',
  'no quiero decir el hígado, no el bazo',
  'nicht die Milz, sondern die Leber',
  'no el bazo sino el hígado',
  'pas la rate mais le foie',
  'non la milza ma il fegato',
  'não o baço, mas o fígado',
  'niet de milt maar de lever',
  'nie śledziona, tylko wątroba',
  'не селезёнка, а печень',
  'dalak değil karaciğer',
  '不是脾脏而是肝脏',
  '脾臓ではなく肝臓',
  '비장 말고 간',
  '비장이 아니라 간',
  'liver but please leave the spleen out',
  'lass die Milz weg, nur Leber',
  'hígado pero deja fuera el bazo',
  'foie mais laisse la rate de côté',
  'fegato ma lascia fuori la milza',
  'fígado mas deixe o baço de fora',
  'lever maar laat de milt weg',
  'Leber, aber die Milz bitte weglassen',
  'liver, spleen excluded',
  'el bazo no, el hígado',
  'die Milz nicht, sondern die Leber',
  'la milza no, il fegato',
  'селезёнку не надо, печень',
  'ليس الطحال بل الكبد',
  'तिल्ली नहीं, लीवर',
  '脾脏不要，只要肝脏',
])('the liver and not the spleen: “%s”', (text) => {
  expect(asked(text)).toEqual(['liver']);
  expect(read(text).leftOut).toEqual(['spleen']);
});

test.each([
  'spleen -> liver instead',
  'Milz, stattdessen Leber',
  'die Milz, oder lieber die Leber',
  'la rate, plutôt le foie',
  'el bazo, mejor el hígado',
  'la milza, invece il fegato',
  'baço, em vez disso fígado',
  'milt, liever de lever',
  'селезёнка, лучше печень',
])('the liver in place of the spleen: “%s”', (text) => {
  expect(asked(text)).toEqual(['liver']);
  expect(read(text).leftOut).toEqual(['spleen']);
});

test.each(['liver, rather large', 'Leber, lieber genau'])('no other thing in its place: “%s”', (text) =>
  expect(asked(text)).toContain('liver'),
);

test.each([
  'nothing but the liver',
  'nichts außer der Leber',
  'nada más que el hígado',
  'rien que le foie',
  'nic oprócz wątroby',
  'ничего кроме печени',
])('“%s” is about the liver', (text) => {
  expect(asked(text)).toEqual(['liver']);
  expect(read(text).leftOut).toEqual([]);
});

test.each([
  'und nicht die Milz sondern die Leber',
  'and not the spleen but the liver',
  'leave spleen, pancreas out, show the liver',
  'Blende Milz, Pankreas aus, zeig die Leber',
  'laisse la rate, le pancréas de côté, montre le foie',
])('several things, or behind what joins: “%s” is about the liver', (text) => {
  expect(asked(text)).toEqual(['liver']);
  expect(read(text).leftOut).toContain('spleen');
});

test.each([
  ['not the left kidney but the right one', ['kidney_right']],
  ['the left adrenal gland, but leave the left kidney out', ['adrenal_left']],
])('with sides: “%s”', (text, ids) => expect(asked(text)).toEqual(ids));

test.each([
  'nicht die Leber, sondern der Tumor',
  'not the liver but the liver tumour',
  '肝ではなく肝腫瘍',
  '간 말고 간암',
  'liver without lesions',
  'liver lesions',
  'kidney but leave the stones out',
])('what is asked for instead, or taken out of it, is not the organ: “%s”', (text) =>
  expect(asked(text)).not.toContain('liver'),
);

test('what is not known stays as it was written', () => {
  const text = 'leave the stones out';
  expect(plainlyLeftOut(text, () => false)).toBe(text);
  expect(plainlyLeftOut(text, () => true)).toBe(' without the stones');
});
