import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ANATOMY, PAIRS } from './anatomy.ts';
import { vocabularyOf } from './vocabulary-of.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const recipes: readonly { readonly task: number; readonly classes: readonly string[] }[] = read(
  '../../../../public/models/recipes.json',
).models;
const classesOf = (task: number) => [
  'background',
  ...(recipes.find((each) => each.task === task)?.classes ?? []),
];
const total = vocabularyOf(classesOf(297));
const totalMr = vocabularyOf(classesOf(852));

test('dbg', () => {
  console.log(
    JSON.stringify(total).length,
    total.groups.length,
    totalMr.groups.length,
    total.unlisted,
    totalMr.unlisted,
    ANATOMY.size,
    PAIRS.length,
  );
  for (const s of total.structures.slice(0, 14))
    console.log(s.labelId, s.id, s.name, s.color.join(), s.synonyms.slice(0, 14).join(' | '));
  console.log(total.structures.find((s) => s.id === 'vertebrae_L3'));
  console.log(total.structures.find((s) => s.id === 'rib_left_2'));
  for (const g of total.groups) console.log(g.names.slice(0, 3).join('|'), g.members.length);
  console.log('---');
  for (const g of totalMr.groups) console.log(g.names.slice(0, 3).join('|'), g.members.length);
});
describe.skip('x', () => {
  expect(1).toBe(1);
});
