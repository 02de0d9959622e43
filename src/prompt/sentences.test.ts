import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { changesMeaning } from './changing-words.ts';
import { offersFor } from './offers.ts';
import { readPrompts } from './read-prompt.ts';

const path = new URL('../../public/models/mini/manifest.json', import.meta.url);
const { structures, groups } = readManifest(JSON.parse(readFileSync(path, 'utf8')));
const asked = (text: string) =>
  readPrompts(text, structures, groups)
    .map((prompt) => prompt.structure ?? '?')
    .join(' ');

test.each([
  ['zeig mir doch mal die Milz', 'spleen'],
  ['Die Leber hätte ich gerne', 'liver'],
  ['Milz sowie Magen bitte', 'spleen stomach'],
  ['wie groß ist die Milz', 'spleen'],
  ['Gallenblase als Modell', 'gallbladder'],
  ['quelle est la taille de la rate', 'spleen'],
  ["j'ai besoin du foie", 'liver'],
  ['resaltar el bazo', 'spleen'],
  ['el bazo más el hígado', 'spleen liver'],
  ['mi serve il fegato', 'liver'],
  ['ik wil de lever zien', 'liver'],
  ['请帮我把脾脏标出来', 'spleen'],
  ['老师让我做肝脏的掩膜', 'liver'],
  ['脾脏有多大', 'spleen'],
  ['我的肝有多大?', 'liver'],
  ['麻烦标一下十二指肠', 'duodenum'],
  ['请提取下腔静脉的mask', 'postcava'],
  ['Zeig mir mal meinen Magen', 'stomach'],
  ['Wie viel ml Volumen hat die Milz?', 'spleen'],
  ['肝臓のマスクが欲しい', 'liver'],
  ['my supervisor needs the aorta', 'aorta'],
  ['region of interest: stomach', 'stomach'],
  ['draw round the aorta', 'aorta'],
  ['Normal appearance of the spleen', 'spleen'],
])('“%s” asks for %s', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  ['Die Leber stellt sich homogen dar.', 'liver'],
  ['Milz unauffällig, normal groß', 'spleen'],
  ['rate de taille normale', 'spleen'],
  ['Bazo sin alteraciones.', 'spleen'],
  ['Le rein gauche mesure 11,2 cm.', 'kidney_left'],
  ['the spleen is unremarkable in size and appearance', 'spleen'],
  ['脾脏未见异常', 'spleen'],
  ['Milz ohne Auffälligkeiten auf Aufnahmen von gestern', 'spleen'],
])('what a report says of the whole organ is about it: “%s”', (text, ids) => expect(asked(text)).toBe(ids));

test.each([
  'Nierenrinde links',
  'Nierenstein rechts',
  'warum ist die Milz groß',
  'por qué duele el bazo',
  'pourquoi le foie est visible',
  'Ist die Milz vergrößert?',
  'le foie est-il plus gros ?',
  'calcoli della colecisti',
  'calcul dans la vésicule biliaire',
  '肝左叶',
  '脾脏已切除',
  'what the spleen is',
])('“%s” is not answered with an organ', (text) => {
  expect(asked(text)).toBe('?');
});

test('a name in a sentence without spaces is offered, unless something is said to be wrong with it', () => {
  expect(offersFor('昨天看到的肝脏很奇怪', structures, groups)).toEqual(['liver']);
  expect(offersFor('昨天看到的肝脏结石很奇怪', structures, groups)).toEqual([]);
});

test.each(['nierenbecken rechts', 'die leberzyste', 'milzhilus', 'nierstenen'])(
  'an organ and its part or finding in one word is not the organ: “%s”',
  (text) => expect(changesMeaning(text)).toBe(true),
);

test.each(['harnblase', 'speiseröhre', 'bauchspeicheldrüse', 'zwölffingerdarm', 'alvleesklier'])(
  'an organ whose name is of several words is one: “%s”',
  (text) => expect(changesMeaning(text)).toBe(false),
);
