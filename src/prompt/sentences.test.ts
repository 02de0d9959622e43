import { expect, test } from 'vitest';
import { asked, groups, structures } from '#testing/asked-of-mini.ts';
import { changesMeaning } from './changing-words.ts';
import { offersFor } from './offers.ts';

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
  ['Leber in Rot und Milz in Grün', 'liver spleen'],
  ['hígado en rojo y bazo en verde', 'liver spleen'],
  ['fígado em vermelho e baço em verde', 'liver spleen'],
  ['печень красным, селезёнка зелёным', 'liver spleen'],
  ['karaciğer kırmızı, dalak yeşil', 'liver spleen'],
  ['肝脏用红色，脾脏用绿色', 'liver spleen'],
  ['肝臓を赤、脾臓を緑で', 'liver spleen'],
  ['간은 빨간색, 비장은 초록색으로', 'liver spleen'],
  ['spleen green and liver blue, 50% opacity', 'spleen liver'],
  ['oba nadnercza', 'adrenal_left adrenal_right'],
  ['両側副腎', 'adrenal_left adrenal_right'],
  ['左右の腎臓', 'kidney_left kidney_right'],
  ['양쪽 콩팥 모두', 'kidney_left kidney_right'],
  ['båda njurarna', 'kidney_left kidney_right'],
  ['위는 어디에 있나요?', 'stomach'],
  ['비장의 크기를 알려주세요', 'spleen'],
  ['Für die OP-Planung bräuchte ich das Lebervolumen in ml', 'liver'],
  ["pour la planification j'ai besoin du foie", 'liver'],
  ['we want to do dosimetry so whole liver', 'liver'],
  ['{"organ": "spleen"}', 'spleen'],
  ['what does the spleen look like', 'spleen'],
  ['Trace a line around the spleen', 'spleen'],
  ['Waar bevindt zich de milt?', 'spleen'],
  ['Hvor er milten?', 'spleen'],
  ['var ligger mjälten?', 'spleen'],
  ['Onde fica o baço nesta imagem?', 'spleen'],
  ['где тут селезёнка?', 'spleen'],
  ['췌장이 어디에 있나요?', 'pancreas'],
  ['أين يقع الطحال؟', 'spleen'],
  ['तिल्ली कहाँ है?', 'spleen'],
  ['脾脏在哪儿', 'spleen'],
  ['能帮我把脾脏分割出来吗', 'spleen'],
  ['左边的肾', 'kidney_left'],
  ['左右肾', 'kidney_left kidney_right'],
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
  'what do I need the liver for',
  'the tumour I need is in the liver',
  'both kidney stones',
  'Leberzyste in Rot',
  'Lebertumorvolumen',
  'Milzvenendurchmesser',
  '両側腎結石',
  '신장 결석 보여줘',
  '{"organ": "liver tumor"}',
  'is the pancreas enlarged?',
  'what is the pancreas for',
  'तिल्ली मत दिखाओ',
  'segment VI du foie',
  'segmento IV del hígado',
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

test.each([
  ['Kidneys enhance symmetrically with a tiny cyst.', ['kidney_left', 'kidney_right']],
  ['Aorta is normal in caliber with mild calcification.', ['aorta']],
  ['Aorta with mild calcification', []],
  ['kidney stone is visible', []],
  ['the liver was removed', []],
  ['the spleen is not seen', []],
])(
  'what a sentence says of an organ with something else in it is offered, not answered: “%s”',
  (text, ids) => {
    expect(asked(text)).toBe('?');
    expect(offersFor(text, structures, groups)).toEqual(ids);
  },
);

test.each([
  'all structures without the vessels',
  'alle Organe ohne die Gefäße',
  'todo menos los vasos',
  '除血管外的所有器官',
])('vessels may be left out of everything: “%s”', (text) => {
  expect(asked(text)).not.toMatch(/aorta|postcava/);
  expect(asked(text).split(' ')).toHaveLength(structures.length - 2);
});

test.each(['vessels', 'liver vessels', 'all vessels', '간 혈관'])('and ask for none: “%s”', (text) =>
  expect(asked(text)).toBe('?'),
);

test('where two are asked for in one breath neither is passed over', () => {
  for (const text of [
    'hígado en esa fase rara y el bazo en otra',
    'foie sur un cliché ancien et la rate sur un autre',
    'Leber auf alten Bildern und Milz auf neuen',
  ])
    expect(asked(text), text).toBe('?');
});

test.each([
  ['Spleen is not enlarged.', 'spleen'],
  ['селезёнка не увеличена', 'spleen'],
  ['¿cuánto mide el bazo?', 'spleen'],
  ['mideyi göster', 'stomach'],
  ['böbrekleri göster', 'kidney_left kidney_right'],
  ['my tummy... I mean my stomach', 'stomach'],
  ['Ich brauche für die Strahlentherapieplanung Leber und beide Nieren', 'liver kidney_left kidney_right'],
  ["mi serve l'aorta addominale per la pianificazione dell'endoprotesi", 'aorta'],
])('“%s” asks for %s, whatever stands beside', (text, ids) => expect(asked(text)).toBe(ids));

test.each(['the spleen is not seen', 'what do you think I mean by liver'])('“%s” asks for nothing', (text) =>
  expect(asked(text)).toBe('?'),
);
