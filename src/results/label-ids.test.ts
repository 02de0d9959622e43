import { expect, test } from 'vitest';
import type { Structure } from '#model/manifest.ts';
import { foundObject } from '#testing/findings.ts';
import type { FindingId } from './finding.ts';
import { labelIdOf } from './label-ids.ts';

const structure = (name: string, labelId: number): Structure =>
  ({ id: name, name, synonyms: [], color: [0, 0, 0], labelId }) as unknown as Structure;
const liver = structure('liver', 6);
const spleen = structure('spleen', 1);
const having = (title: string, labelId: number) => foundObject(title, { id: title as FindingId, labelId });

test('a structure has the label that its pack gives it', () => {
  expect(labelIdOf([spleen, liver], liver, [having('spleen', 1)], undefined)).toBe(6);
});

test('a structure whose label another pack’s object has gets the next one after all', () => {
  expect(labelIdOf([liver], liver, [having('vena cava', 6)], undefined)).toBe(7);
  expect(labelIdOf([spleen, liver], liver, [having('vena cava', 6), having('x', 12)], undefined)).toBe(13);
});

test('an object that is asked for again keeps its label, though another has taken its structure’s own meanwhile', () => {
  const before = having('liver', 7);
  expect(labelIdOf([liver], liver, [having('vena cava', 6), before, having('x', 12)], before)).toBe(7);
});

test('a text that names no structure gets a label beyond all that the pack has given', () => {
  expect(labelIdOf([spleen, liver], undefined, [], undefined)).toBe(7);
});

test('where the next label does not fit into 16 bits, the least free one is taken', () => {
  const structures = [structure('a', 1), structure('b', 65535)];
  expect(labelIdOf(structures, undefined, [having('x', 2)], undefined)).toBe(3);
  expect(labelIdOf([structure('c', 70000)], structure('c', 70000), [], undefined)).toBe(1);
});
