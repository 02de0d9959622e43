import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import { caseGflop } from './evaluate-cases.ts';

const MINI = readManifest(
  JSON.parse(readFileSync(new URL('../../public/models/mini/manifest.json', import.meta.url), 'utf8')),
);

test('GFLOP of a case are its windows, all that is looked for in them, and the windows of second looks that were run', () => {
  const manifest = { ...MINI, compute: { windowGflop: 10, promptGflop: 1 } };
  const { scene, refine, ...plain } = manifest;
  if (!scene || !refine) throw new Error('Mini has changed');
  const answers = [{}, { lookedAgain: 2 }, { lookedAgain: 1 }];
  // 160 × 128 × 32 samples of 176 × 144 × 32.
  const share = (160 * 128) / (176 * 144);
  expect(caseGflop(4, [{}, {}, {}], plain)).toBe(4 * (10 + 3));
  expect(caseGflop(4, [{}, {}, {}], manifest)).toBe(4 * (10 + MINI.structures.length));
  expect(caseGflop(4, answers, { ...plain, refine })).toBeCloseTo(
    4 * (10 + 3) + 3 * share * (10 + refine.structures.length),
    9,
  );
  expect(caseGflop(4, answers, { ...manifest, compute: undefined })).toBeUndefined();
});
