import { expect, test } from 'vitest';
import { componentsOf } from './components.ts';
import { type Evidence, judge } from './existence.ts';
import type { ModelManifest } from './manifest.ts';
import type { StructureId } from './prompt.ts';
import { isTested } from './tested.ts';

const LIVER = 'liver' as StructureId;
const SPLEEN = 'spleen' as StructureId;
const OUTPUT: ModelManifest['output'] = { maskThreshold: 0.5, existenceThreshold: 0.5 };
const EVIDENCE: Evidence = { rawExistence: 0.7, peakProbability: 0.9, volumeMl: 20 };

test('a pack that asks for nothing more finds what its decoder says is there, and has a voxel', () => {
  expect(judge(EVIDENCE, LIVER, OUTPUT)).toEqual({ absence: undefined, existence: 0.7 });
  expect(judge({ ...EVIDENCE, rawExistence: 0.49 }, LIVER, OUTPUT).absence).toBe('improbable');
  expect(judge({ ...EVIDENCE, volumeMl: 0 }, LIVER, OUTPUT).absence).toBe('too-little');
});

test('calibration moves the existence that is shown, and so what reaches the threshold', () => {
  const output = { ...OUTPUT, existence: { calibration: { scale: 0.5, offset: -1 } } };
  const { absence, existence } = judge(EVIDENCE, LIVER, output);
  expect(existence).toBeCloseTo(1 / (1 + Math.exp(1 - 0.5 * Math.log(0.7 / 0.3))), 12);
  expect(absence).toBe('improbable');
  expect(judge({ ...EVIDENCE, rawExistence: 1 }, LIVER, output).existence).toBeLessThan(1);
});

test('a structure’s own demands go before the common ones, which hold for every other', () => {
  const structures = { liver: { minVolumeMl: 50, threshold: 0.6 } };
  const output = { ...OUTPUT, existence: { minVolumeMl: 1, minPeakProbability: 0.8, structures } };
  expect(judge(EVIDENCE, LIVER, output).absence).toBe('too-little');
  expect(judge({ ...EVIDENCE, volumeMl: 50 }, LIVER, output).absence).toBeUndefined();
  expect(judge({ ...EVIDENCE, volumeMl: 50, rawExistence: 0.55 }, LIVER, output).absence).toBe('improbable');
  expect(judge({ ...EVIDENCE, rawExistence: 0.55 }, SPLEEN, output).absence).toBeUndefined();
  expect(judge({ ...EVIDENCE, peakProbability: 0.79 }, SPLEEN, output).absence).toBe('too-little');
  expect(judge({ ...EVIDENCE, volumeMl: 0.9 }, undefined, output).absence).toBe('too-little');
});

test('pieces are kept as declared, whole or by structure, or all of them on request', () => {
  expect(componentsOf(OUTPUT, LIVER, 'declared')).toBe('all');
  expect(componentsOf({ ...OUTPUT, components: 'largest' }, LIVER, 'declared')).toBe('largest');
  expect(componentsOf({ ...OUTPUT, components: 'largest' }, LIVER, 'all')).toBe('all');
  const components = { default: 'largest', structures: { liver: 'all' } } as const;
  expect(componentsOf({ ...OUTPUT, components }, LIVER, 'declared')).toBe('all');
  expect(componentsOf({ ...OUTPUT, components }, SPLEEN, 'declared')).toBe('largest');
});

test('a structure is tested on a modality that it has a figure for, and on no other', () => {
  const figure = { dataset: 'd', metric: 'Dice', value: 0.9, cases: 3 };
  const scores = [
    { ...figure, structure: 'liver', modality: 'CT' as const },
    { ...figure, structure: 'spleen' },
  ];
  expect(isTested(scores, LIVER, 'CT')).toBe(true);
  expect(isTested(scores, LIVER, 'MR')).toBe(false);
  expect(isTested(scores, SPLEEN, 'CT')).toBe(false);
  expect(isTested(scores, undefined, 'CT')).toBe(false);
});
