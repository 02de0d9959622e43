import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { caseGflop } from './evaluate-cases.ts';

const MINI = readManifest(
  JSON.parse(readFileSync(new URL('../../public/models/mini/manifest.json', import.meta.url), 'utf8')),
);

test('GFLOP of a case are its windows, all that is looked for in them, and the windows of second looks that were run', () => {
  const manifest = { ...MINI, compute: { windowGflop: 10, promptGflop: 1 } };
  const { scene, refine, ...plain } = manifest;
  if (!scene || !refine) throw new Error('Mini has changed');
  const [look, next] = refine;
  const [structure, other] = [look?.structures[0], next?.structures[0]] as readonly (
    | StructureId
    | undefined
  )[];
  const answers = [{}, { structure, lookedAgain: 2 }, { structure: other, lookedAgain: 1 }];
  // 160 × 128 × 32 and 112 × 96 × 64 samples of 176 × 144 × 32, of two structures and of one.
  const [share, tall] = [(160 * 128) / (176 * 144), (112 * 96 * 2) / (176 * 144)];
  expect(caseGflop(4, [{}, {}, {}], plain)).toBe(4 * (10 + 3));
  expect(caseGflop(4, [{}, {}, {}], manifest)).toBe(4 * (10 + MINI.structures.length));
  expect(caseGflop(4, answers, { ...plain, refine })).toBeCloseTo(
    4 * (10 + 3) + 2 * share * (10 + 2) + tall * (10 + 1),
    9,
  );
  expect(caseGflop(4, answers, { ...manifest, compute: undefined })).toBeUndefined();
});
