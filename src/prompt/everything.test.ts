import { expect, test } from 'vitest';
import { asked, structures } from '#testing/asked-of-mini.ts';
import { asksForEverything, leftOutOfAll } from './everything.ts';

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
])('“%s” asks for everything', (text) => expect(asksForEverything(text)).toBe(true));

test.each([
  'liver',
  'all slices',
  'every',
  'all kidneys',
  'the whole lot of stones',
  'all lungs 14',
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
