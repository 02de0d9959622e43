/// <reference types="node" />
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openBytes } from '#testing/open-bytes.ts';
import { random } from '#volume/random.ts';
import { guessModality } from './guess-modality.ts';

const { between, normal } = random(1);
const guess = (data: Float32Array | Int16Array) => guessModality({ data, slope: 1, intercept: 0 });
const many = (make: () => number) => Float32Array.from({ length: 5000 }, make);

test('Hounsfield units are CT', () => {
  expect(guess(many(() => (between(0, 1) < 0.3 ? -1000 : between(-110, 200))))).toBe('CT');
});

test('Hounsfield units clipped at −125 are CT', () => {
  expect(guess(many(() => Math.max(-125, between(-1000, 400))))).toBe('CT');
});

test('an offset in the header counts', () => {
  expect(guessModality({ data: Uint8Array.of(0, 80, 255, 0), slope: 400 / 255, intercept: -125 })).toBe('CT');
});

test('intensities without a sign are MR', () => {
  expect(guess(many(() => between(0, 900)))).toBe('MR');
});

test('standardised MR is not CT', () => {
  expect(guess(many(normal))).toBe('MR');
});

test('a few stray negative voxels do not make a CT', () => {
  expect(guess(many(() => (between(0, 1) < 0.001 ? -400 : between(0, 900))))).toBe('MR');
});

const folder = '../shared/data/train';
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('_image.nii.gz')) : [];
const chosen = files.filter((file) => /totalseg|btcv_0[0-3]|chaos_t2_0/.test(file));

test.skipIf(chosen.length === 0)(
  'real scans are told apart (skipped where ../shared/data is absent)',
  async () => {
    const wrong: string[] = [];
    for (const file of chosen) {
      const { volume } = await openBytes(file, new Uint8Array(readFileSync(`${folder}/${file}`)));
      if (volume.modality !== file.slice(0, 2).toUpperCase()) wrong.push(file);
    }
    expect(wrong).toEqual([]);
  },
);
