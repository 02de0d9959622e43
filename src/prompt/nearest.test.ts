import { expect, test } from 'vitest';
import type { Structure } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { nearestNames } from './nearest.ts';

const STRUCTURES: Structure[] = ['spleen', 'left kidney', 'right kidney', 'liver', 'pancreas'].map(
  (name, n) => ({
    id: name as StructureId,
    name,
    synonyms: name === 'liver' ? ['hepar'] : [],
    color: [0, 0, 0],
    labelId: n + 1,
  }),
);

test('a slip of the keyboard finds its structure first', () => {
  expect(nearestNames('splene', STRUCTURES)[0]).toBe('spleen');
  expect(nearestNames('the livre', STRUCTURES)[0]).toBe('liver');
  expect(nearestNames('hepr', STRUCTURES)[0]).toBe('liver');
  expect(nearestNames('lfet kidney', STRUCTURES)).toEqual(['left kidney', 'right kidney']);
});

test('one word of several is enough', () => {
  expect(nearestNames('pancreas tumour', STRUCTURES)).toContain('pancreas');
});

test('words far from every name have no nearest', () => {
  expect(nearestNames('bicycle', STRUCTURES)).toEqual([]);
});
