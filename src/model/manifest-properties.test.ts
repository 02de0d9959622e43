/// <reference types="node" />
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#errors.ts';
import { readManifest } from './manifest.ts';

const path = new URL('../../public/models/mini/manifest.json', import.meta.url);
const sound = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

function isHarmless(json: unknown): boolean {
  try {
    readManifest(json);
    return true;
  } catch (error) {
    return error instanceof AppError && error.code === 'pack-invalid';
  }
}

test('any JSON is a manifest or refused', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(isHarmless(json)).toBe(true);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test('a manifest with any field set to anything is one or refused', () => {
  const field = fc.constantFrom(...Object.keys(sound));
  const inner = fc.constantFrom('size', 'file', 'low', 'name', 'labelId', 'kind', 'url', '__proto__');
  fc.assert(
    fc.property(field, inner, fc.jsonValue(), (name, key, value) => {
      const old = sound[name];
      const changed = typeof old === 'object' && old !== null ? { ...old, [key]: value } : value;
      expect(isHarmless({ ...sound, [name]: changed })).toBe(true);
      expect(isHarmless({ ...sound, [name]: value })).toBe(true);
    }),
    { seed: 2, numRuns: 300 },
  );
});
