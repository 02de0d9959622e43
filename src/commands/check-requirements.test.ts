import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import { checkRequirements } from './check-requirements.ts';

const RECIPE = new URL('../../public/models/medimageparse3d/recipe.json', import.meta.url);
const recipe = readRecipeFacts(JSON.parse(readFileSync(RECIPE, 'utf8')));

const GIB = 2 ** 30;
const needs = (precision: string) => recipe.precisions.find(({ name }) => name === precision)?.requirements;
const CPU = { backend: 'wasm', maxBufferBytes: 4 * GIB } as const;
const GPU = { backend: 'webgpu', maxBufferBytes: GIB } as const;

test('a machine of 8 GiB runs float16 on the CPU, and one of 2 GiB only int8', () => {
  expect(checkRequirements(needs('float16'), CPU, 8 * GIB)).toMatchObject({
    kind: 'runs-on-cpu',
    memoryBytes: 8 * GIB,
  });
  expect(checkRequirements(needs('float16'), CPU, 2 * GIB)).toMatchObject({
    kind: 'too-little-memory',
    needBytes: 2.5e9,
  });
  expect(checkRequirements(needs('int8'), CPU, 2 * GIB)).toMatchObject({
    kind: 'runs-on-cpu',
    needBytes: 1.5e9,
  });
});

test('a browser that does not tell the memory is not taken for one without', () => {
  expect(checkRequirements(needs('float16'), CPU, undefined)).toMatchObject({
    kind: 'runs-on-cpu',
    memoryBytes: undefined,
  });
});

test('a GPU whose buffers are too small cannot run it', () => {
  expect(checkRequirements(needs('float16'), GPU, 8 * GIB)).toMatchObject({ kind: 'runs-on-gpu' });
  expect(checkRequirements(needs('float16'), { ...GPU, maxBufferBytes: 64e6 }, 8 * GIB)).toMatchObject({
    kind: 'buffers-too-small',
    limitBytes: 64e6,
  });
});

test('a precision that nobody has measured gets no verdict', () => {
  expect(checkRequirements(needs('int4'), CPU, 32 * GIB)).toEqual({ kind: 'unknown' });
});
