import { expect, test } from 'vitest';
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
])('“%s” asks for everything', (text) => expect(asksForEverything(text)).toBe(true));

test.each([
  'liver',
  'all slices',
  'every',
  'all kidneys',
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
