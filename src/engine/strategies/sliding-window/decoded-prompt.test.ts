import { expect, test } from 'vitest';
import type { Understood } from '#engine/text-stage.ts';
import type { StructureId } from '#model/prompt.ts';
import type { Grid } from '#volume/types.ts';
import { decodedBefore, decodedPrompt, LEAST_LOGIT } from './decoded-prompt.ts';

const GRID: Grid = { size: [4, 2, 1], voxelToWorld: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
const row = (...data: number[]) => ({ dims: [1, data.length], data: Float32Array.from(data) });
const asked = (structure: string | undefined, ...data: number[]): Understood => ({
  understood: true,
  prompt: { text: 'it', structure: undefined },
  structure: structure as StructureId | undefined,
  embedding: row(...data),
});

const blended = {
  box: { from: [0, 0, 0], to: [4, 2, 1] } as const,
  logits: Float32Array.from([-9, -9, -9, -9, -9, -9, LEAST_LOGIT + 0.1, -9]),
  rowHighest: Float32Array.from([-9, LEAST_LOGIT + 0.1]),
  highest: LEAST_LOGIT + 0.1,
};
const kidney = decodedPrompt(row(1, 2), 0.7, blended, GRID);
const decoded = new Map([['kidney', kidney]]);

test('only what decides is kept, whatever room the rest took', () => {
  expect(kidney.samples.box).toEqual({ from: [1, 0, 0], to: [4, 2, 1] });
  expect(kidney).toMatchObject({ rawExistence: 0.7, highest: blended.highest });
});

test('a structure that was decoded by the same row is known, others and other rows are not', () => {
  expect(decodedBefore(asked('kidney', 1, 2), decoded)).toBe(kidney);
  expect(decodedBefore(asked('kidney', 1, 3), decoded)).toBeUndefined();
  expect(decodedBefore(asked('spleen', 1, 2), decoded)).toBeUndefined();
  expect(decodedBefore(asked(undefined, 1, 2), decoded)).toBeUndefined();
});
