import { expect, test } from 'vitest';
import type { Structure } from '#model/manifest.ts';
import { logit, sigmoid } from '#model/probability.ts';
import type { StructureId } from '#model/prompt.ts';
import { understand } from './classify-text.ts';

const STRUCTURES: Structure[] = ['liver', 'spleen'].map((name, n) => ({
  id: name as StructureId,
  name,
  synonyms: [],
  color: [0, 0, 0],
  labelId: n + 1,
}));

test('the most probable structure is understood from the threshold on', () => {
  expect(understand('milz', [0, 5, 0], STRUCTURES, 0.7)).toEqual({ understood: true, structure: 'spleen' });
  expect(understand('milz', [0, 0.6, 0], STRUCTURES, 0.7)).toMatchObject({ understood: false });
});

test('none of them is never a structure', () => {
  expect(understand('pizza', [0, 0, 5], STRUCTURES, 0)).toEqual({
    understood: false,
    nearest: [],
    isReading: false,
  });
});

test('what is a slip of the keyboard away is near, and not what the encoder half believes in', () => {
  expect(understand('livr', [0, 1.2, 0], STRUCTURES, 0.7)).toEqual({
    understood: false,
    nearest: ['liver'],
    isReading: false,
  });
  expect(understand('heart', [1.2, 0, 0], STRUCTURES, 0.7)).toEqual({
    understood: false,
    nearest: [],
    isReading: false,
  });
});

test('what is named among words that nobody knows is near', () => {
  const near = understand('Wo liegt denn heute the spleen, bzw. liver', [0, 0, 5], STRUCTURES, 0.7);
  expect(near).toEqual({ understood: false, nearest: ['spleen', 'liver'], isReading: true });
});

test('of two that are named the encoder’s one is no answer, and neither is one that is not named', () => {
  const near = { understood: false, isReading: true };
  const both = understand('liver somehow the spleen', [5, 0, 0], STRUCTURES, 0.7);
  expect(both).toEqual({ ...near, nearest: ['liver', 'spleen'] });
  expect(understand('some spleen thing', [5, 0, 0], STRUCTURES, 0.7)).toEqual({
    ...near,
    nearest: ['spleen'],
  });
  expect(understand('some liver thing', [5, 0, 0], STRUCTURES, 0.7)).toEqual({
    understood: true,
    structure: 'liver',
  });
});

test('nothing is near a text about something else than the structure that it names', () => {
  for (const text of ['tumour in the liver', 'liver stone', 'not the liver']) {
    expect(understand(text, [5, 0, 0], STRUCTURES, 0.7)).toEqual({
      understood: false,
      nearest: [],
      isReading: false,
    });
  }
});

test('logits and probabilities are each other’s inverse', () => {
  for (const p of [0.01, 0.5, 0.93]) expect(sigmoid(logit(p))).toBeCloseTo(p, 12);
});

test.each(['fever', 'slicer', 'please deliver'])('“%s” is another word that looks like a name', (text) => {
  expect(understand(text, [5, 0, 0], STRUCTURES, 0.7)).toEqual({
    understood: false,
    nearest: [],
    isReading: false,
  });
});
