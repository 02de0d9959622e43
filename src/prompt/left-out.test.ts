import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { understand } from './classify-text.ts';
import { plainlyLeftOut } from './contrast.ts';
import { offersFor } from './offers.ts';
import { readRequest } from './read-prompt.ts';

const path = new URL('../../public/models/mini/manifest.json', import.meta.url);
const { structures, groups } = readManifest(JSON.parse(readFileSync(path, 'utf8')));
const read = (text: string) => readRequest(text, structures, groups);
const asked = (text: string) => read(text).prompts.map((prompt) => prompt.structure ?? '?');
const offered = (text: string) => offersFor(text, structures, groups);

/** A text encoder that takes whatever it is given for the liver. */
const CREDULOUS = [...structures.map(({ id }) => (id === 'liver' ? 9 : 0)), 0];
const isRun = (text: string) => understand(text, CREDULOUS, structures, 0.5, groups).understood;

test.each([
  'liver yes, spleen no',
  'liver: yes; spleen: no',
  'liver? yes please. spleen? no',
  'liver (yes), spleen (no)',
  'liver but definitely not the spleen',
  'exclude spleen, include liver',
  'skip the spleen and do the liver',
  'il fegato, la milza no',
  'Leber ja, Milz nein',
  '肝臓は要る、脾臓は要らない',
  'levern men inte mjälten',
  'liver, remove the spleen',
  'foie, enlève la rate',
  'fegato, togli la milza',
  'печень, убери селезёнку',
  'statt der Milz die Leber',
  'instead of the spleen the liver',
  'Leber anstelle der Milz',
  'печень вместо селезёнки',
  '肝脏代替脾脏',
])('“%s” asks for the liver and leaves the spleen out', (text) => {
  expect(asked(text)).toEqual(['liver']);
  expect(read(text).leftOut).toEqual(['spleen']);
});

test.each([
  'liver? nope',
  'leave the liver alone',
  'not(liver)',
  'enlever le foie',
  'niente fegato',
  '肝脏和脾脏都不要',
  '肝臓は不要',
  'ни печень, ни селезёнка',
  'ani wątroba, ani śledziona',
  'weder Leber, noch Milz',
])('“%s” outlines nothing', (text) => {
  expect(() => read(text)).toThrow('prompt-left-out');
});

test('neither of two is asked for, and what follows is', () => {
  expect(asked('neither spleen nor stomach, but liver and pancreas')).toEqual(['liver', 'pancreas']);
  expect(read('aorta; neither liver nor spleen').leftOut).toEqual(['liver', 'spleen']);
});

test('what is left out of a pair leaves the other one', () => {
  expect(asked('双肾,左肾除外')).toEqual(['kidney_right']);
});

test.each([
  'fehlende Leber',
  'ehemalige Leber',
  'удалённая печень',
  'hígado extirpado',
  'former liver',
  'anti-liver',
  'I already have the liver',
  'clear the liver',
  'Leberadenom rechts',
  'Lebernarbe',
  'that thing in the liver',
  'etwas in der Leber',
  'la cosa nel fegato',
  'the start of the liver',
])('“%s” is not run, however sure a text encoder is', (text) => {
  expect(asked(text)).toEqual(['?']);
  expect(isRun(text)).toBe(false);
  expect(offered(text)).toEqual([]);
});

test('which side an image shows is none of the patient', () => {
  expect(asked('kidney on image left')).toEqual(['?']);
  expect(asked('left kidney')).toEqual(['kidney_left']);
});

test.each([
  ['the liver without its vessels', ['liver']],
  ['aorta without the iliac arteries', ['aorta']],
  ['Leber ohne Gefäße', ['liver']],
  ['no liver without vessels', []],
])('of “%s” the whole organ is offered: %s', (text, ids) => {
  expect(asked(text)).toEqual(['?']);
  expect(offered(text)).toEqual(ids);
});

test.each([
  'kidney and adrenal on the left',
  'Niere und Nebenniere links',
  'rein et surrénale gauches',
  'riñón y suprarrenal del lado izquierdo',
  'почка и надпочечник слева',
  'left kidney & ipsilateral adrenal',
  'linke Niere und gleichseitige Nebenniere',
  'left kidney and its ipsilateral adrenal',
])('“%s” is about one side', (text) => {
  expect(asked(text)).toEqual(['kidney_left', 'adrenal_left']);
});

test('of a noun in the plural both are meant, whatever the next is', () => {
  const all = ['kidney_left', 'kidney_right', 'adrenal_left'];
  expect(asked('Nieren und Nebenniere links').toSorted()).toEqual(all.toSorted());
  expect(asked('kidneys and adrenal on the left').toSorted()).toEqual(all.toSorted());
  expect(asked('kidney and left adrenal').toSorted()).toEqual(all.toSorted());
  expect(asked('right kidney and contralateral adrenal')).toEqual(['kidney_right', 'adrenal_left']);
  expect(asked('liver and adrenal on the left')).toEqual(['liver', 'adrenal_left']);
  expect(asked('kidneys plus adrenals on both sides')).toHaveLength(4);
});

test('“sorry” between two names takes the first back, and is else a courtesy', () => {
  expect(asked('spleen... sorry, liver')).toEqual(['liver']);
  expect(asked('Milz, Entschuldigung, Leber')).toEqual(['liver']);
  expect(asked('sorry, liver')).toEqual(['liver']);
  expect(asked('liver and also, sorry, spleen')).toEqual(['liver', 'spleen']);
  expect(asked('liver, sorry for the trouble')).toContain('liver');
});

test('what is wanted may be said behind it', () => {
  expect(asked('forget the spleen, liver is what I want')).toEqual(['liver']);
});

test('“sorry” before what is added takes nothing back', () => {
  expect(asked('liver, spleen, sorry and pancreas')).toEqual(['liver', 'spleen', 'pancreas']);
  expect(asked('liver, sorry, the spleen too')).toEqual(['liver', 'spleen']);
  expect(asked('liver, sorry, as well as the spleen')).toEqual(['liver', 'spleen']);
  expect(asked('liver, sorry, with spleen')).toEqual(['liver', 'spleen']);
});

test('what is taken out is not asked for', () => {
  expect(() => read('take out the spleen')).toThrow('prompt-left-out');
  expect(asked('liver and stomach, take out the spleen')).toEqual(['liver', 'stomach']);
  expect(asked('take the spleen')).toEqual(['spleen']);
});

test.each(['everything - liver', 'all organs − the liver'])('“%s” leaves the liver out', (text) => {
  const ids = asked(text);
  expect(ids).toHaveLength(structures.length - 1);
  expect(ids).not.toContain('liver');
});

test('behind a dash there may be a list of what everything is', () => {
  expect(asked('all organs - liver, spleen')).toEqual(['liver', 'spleen']);
});

test.each([
  ['hide everything but the liver', ['liver']],
  ['everything except the liver can be ignored', ['liver']],
  ['all but the spleen can go', ['spleen']],
  ['everything but the kidneys should stay unlabelled', ['kidney_left', 'kidney_right']],
  ['alles außer der Leber kann weg', ['liver']],
  ['tout sauf le foie peut être ignoré', ['liver']],
  ['todo excepto el hígado puede ignorarse', ['liver']],
  ['tutto tranne il fegato può essere nascosto', ['liver']],
  ['remove everything except the liver and the spleen', ['liver', 'spleen']],
  ['entferne alles außer der Leber', ['liver']],
  ['enlève tout sauf le foie', ['liver']],
])('of “%s” what is left is asked for', (text, ids) => {
  expect(asked(text)).toEqual(ids);
});

test('everything taken away is nothing asked for', () => {
  expect(() => read('hide the liver')).toThrow('prompt-left-out');
  expect(() => asked('hide everything')).toThrow('prompt-left-out');
});

test('behind a dash there may be a courtesy', () => {
  expect(asked('everything - thanks')).toHaveLength(structures.length);
  expect(asked('all organs - quickly')).toHaveLength(structures.length);
});

test('what is denied and has no name here stays as it is written, and a number is no denial', () => {
  const texts = (text: string) => read(text).prompts.map((prompt) => prompt.text);
  expect(texts('fracture: no, liver')).toEqual(['fracture: no', 'liver']);
  expect(texts('Is there a fracture? no, liver')).toEqual(['Is there a fracture? no', 'liver']);
  expect(asked('liver no. 1')).toEqual(['liver']);
});

test('of many blanks one is read, for patterns would lose their way in them for seconds', () => {
  const texts = (text: string) => read(text).prompts.map((prompt) => prompt.text);
  expect(texts(`liver${' '.repeat(1900)}thing`)).toEqual(['liver thing']);
  expect(texts(`liver,${'\n\t'.repeat(900)}femur${'\t'.repeat(90)}neck`)).toEqual(['liver', 'femur neck']);
});

test('what stands behind “instead of” is tried in few ways, however much it is', () => {
  let tries = 0;
  const isKnown = () => ++tries < 0;
  plainlyLeftOut(`instead of ${'one thing '.repeat(150)}`, isKnown);
  expect(tries).toBeLessThan(20);
});

test('what is to be clear or close is not cleared or closed', () => {
  expect(offered('clear outline of the liver')).toEqual(['liver']);
  expect(offered('close-up of the liver')).toEqual(['liver']);
});
