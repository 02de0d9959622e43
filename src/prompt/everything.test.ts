import { expect, test } from 'vitest';
import { asked, structures } from '#testing/asked-of-mini.ts';
import { asksForEverything, insteadOfAll, leftOutOfAll } from './everything.ts';

test.each([
  'everything',
  'What is in this scan?',
  'what’s in the scan',
  "What's in here?",
  'All organs, please',
  ' ALL ',
  'show me all the organs',
  'alle Organe',
  'tous les organes',
  '所有器官',
  'すべての臓器',
  'tüm organlar',
  'please run the whole lot',
  'all available organs',
  'alle verfügbaren Strukturen',
  'все органы брюшной полости',
  '把全部器官都分割出来',
  '全ての臓器を表示',
  '모든 복부 장기를 분할해줘',
  'everything in one go',
  'do everything at the same time',
  'segment all of it',
  'every single organ',
  'alles in einem Rutsch',
  "tous les organes d'un coup",
  'todos los órganos a la vez',
  'tutti gli organi in una volta',
  'все органы сразу',
  'wszystkie narządy naraz',
  'tüm organlar bir kerede',
  '一次分割所有器官',
  '一度に全部',
  '한번에 전부',
])('“%s” asks for everything', (text) => expect(asksForEverything(text)).toBe(true));

test.each([
  'liver',
  'all slices',
  'every',
  'all kidneys',
  'the whole lot of stones',
  'all lungs 14',
  'all the time',
  'one organ at a time',
  'in one go',
  'everything but the liver',
  'what is the spleen',
  '',
])('“%s” does not', (text) => expect(asksForEverything(text)).toBe(false));

test.each([
  ['all but the aorta', 'the aorta'],
  ['everything apart from liver and spleen', 'liver and spleen'],
  ['all organs (without the liver)', 'the liver'],
  ['Except the liver, everything', 'the liver'],
  ['alles außer der Leber', 'der Leber'],
  ['tous les organes sauf le foie', 'le foie'],
  ['все органы кроме печени', 'печени'],
  ['除了肝脏以外的所有器官', '肝脏'],
  ['肝臓以外のすべての臓器', '肝臓'],
  ['간을 제외한 모든 장기', '간'],
  ['karaciğer hariç tüm organlar', 'karaciğer'],
  ['all organs, liver excluded', 'liver'],
  ['all organs (liver and spleen not included)', 'liver and spleen'],
  ['alle Organe, Leber ausgenommen', 'Leber'],
  ['tous les organes, le foie mis à part', 'le foie'],
  ['todos los órganos, hígado excluido', 'hígado'],
  ['tutti gli organi, fegato escluso', 'fegato'],
  ['所有器官,肝脏除外', '肝脏'],
  ['모든 장기, 간 제외', '간'],
])('“%s” leaves out “%s”', (text, left) => expect(leftOutOfAll(text)).toBe(left));

test.each([
  'kidneys except the right one',
  'liver but not spleen',
  'not the left kidney but the right one',
  'all',
])('“%s” leaves nothing out of everything', (text) => expect(leftOutOfAll(text)).toBeUndefined());

test.each(['the 14 organs', 'les 14 structures', '14個の臓器', '14개 장기'])(
  'of a pack with so many structures “%s” are all',
  (text) => {
    expect(asksForEverything(text, 14)).toBe(true);
    expect(asksForEverything(text, 20)).toBe(false);
    expect(asksForEverything(text)).toBe(false);
  },
);

test.each([
  ['all organs minus the vessels (aorta, IVC)', 'aorta postcava'],
  ['alle Organe ohne die großen Gefäße (Aorta, Hohlvene)', 'aorta postcava'],
  ['everything but the spleen (it was taken out)', 'spleen'],
  ['all organs without the hollow ones (stomach, bladder, gallbladder)', 'gallbladder stomach bladder'],
  ['all organs, no vessels', 'aorta postcava'],
  ['all organs minus the liver (and pancreas)', 'liver pancreas'],
])('an exception may be explained in brackets: “%s”', (text, left) => {
  const missing = structures.map(({ id }) => id).filter((id) => !asked(text).split(' ').includes(id));
  expect(missing.join(' ')).toBe(left);
});

test.each([
  ['not everything, just the liver', 'just the liver'],
  ["I don't want everything, just the liver", 'just the liver'],
  ['nicht alles, nur die Leber', 'nur die Leber'],
  ['no todo, solo el hígado', 'solo el hígado'],
  ['不要全部,只要肝脏', '只要肝脏'],
  ['全部ではなく肝臓だけ', '肝臓だけ'],
])('“%s” asks for the rest of it', (text, rest) => {
  expect(insteadOfAll(text)).toBe(rest);
  expect(asked(text)).toBe('liver');
});

test('not all of something else is another matter', () => {
  expect(insteadOfAll('not the liver, just the spleen')).toBeUndefined();
});

test('beside all organs nothing stays unread, for it may take something back', () => {
  expect(asked('alle Organe, die Leber fehlt mir')).toBe('?');
  expect(asked('all organs, please')).toBe(structures.map(({ id }) => id).join(' '));
});

test.each([
  'every organ in the list',
  'everything you are able to segment',
  'todo lo que puedas segmentar',
  'tout ce que tu peux segmenter',
  'tutto quello che puoi segmentare',
  'alles wat je kunt segmenteren',
  'wszystko co potrafisz',
  'всё, что умеешь',
  '所有你能分割的',
  'kõik organid',
  'everything, without exception',
  'alle Organe ohne Ausnahme',
  'все органы без исключения',
  'svi organi',
])('all that can be done is everything: “%s”', (text) => expect(asksForEverything(text)).toBe(true));

test.each([
  ['add everything but the liver', 'all organs except the liver'],
  ['除了胆囊都要', 'all organs except the gallbladder'],
  ['除了肝脏，别的都分割', 'all organs except the liver'],
  ['除了胆囊都不要', 'gallbladder'],
  ['除了胆囊其他都不要', 'gallbladder'],
  ['肝臓以外は不要です', 'liver'],
  ['간 말고 다른 건 필요없어', 'liver'],
  ['everything in this list except the aorta: liver, spleen, aorta', 'liver, spleen'],
])('what is left out of all, and of a list, and what is left of it where all else goes: “%s”', (text, same) =>
  expect(asked(text)).toBe(asked(same)),
);

test('“TODO” is no Spanish “todo”', () => {
  expect(asked('TODO - liver')).toBe('liver');
  expect(asked('todo - hígado')).toBe(asked('all organs except the liver'));
});
