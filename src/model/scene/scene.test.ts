import { describe, expect, test } from 'vitest';
import type { StructureId } from '#model/prompt.ts';
import type { WorldBox } from '#volume/types.ts';
import { evidenceOf, type SceneRule, type Surroundings } from './evidence.ts';
import { doubtOfBody, judgeScene } from './scene.ts';
import type { Sighting } from './sighting.ts';

const scene: SceneRule = {
  weights: { vague: 4, misplaced: 1, unclaimed: 2, alone: 1 },
  limit: 4,
  clarity: { CT: { liver: 0.96, spleen: 0.96, pancreas: 0.9, kidney: 0.9 }, MR: { liver: 0.9 }, other: {} },
  places: {
    'liver spleen': [
      [150, 20],
      [50, 20],
      [0, 25],
    ],
    'pancreas liver': [[-75, 20], [-10, 15], null],
    'kidney liver': [[0, 20], null, null],
    'kidney pancreas': [[75, 20], null, null],
  },
  expected: ['liver', 'spleen'],
  patientMm: [90, 800],
};
const output = { maskThreshold: 0.5, existenceThreshold: 0.5 };
const around: Surroundings = { view: { from: [-250, -200, -300], to: [250, 200, 300] }, body: undefined };

const seen = (structure: string, change: Partial<Sighting> = {}): Sighting => ({
  structure: structure as StructureId,
  ...{ rawExistence: 0.99, peakProbability: 0.99, volumeMl: 500, keptShare: 1, expectedDice: 0.96 },
  ...{ centroid: [75, 25, 0], spreadMm: [30, 30, 30], isCut: false },
  ...change,
});
const spleen = (change: Partial<Sighting> = {}) => seen('spleen', { centroid: [-75, -25, 0], ...change });
const patient = [seen('liver'), spleen()];
const evidence = (sightings: readonly Sighting[], modality: 'CT' | 'MR' | 'other' = 'CT', place = around) =>
  evidenceOf(sightings, place, modality, { scene, output });

describe('what speaks against a scan', () => {
  test('is nothing where all is clear-cut and in its place', () => {
    expect(evidence(patient)).toEqual({
      ...{ vague: 0, misplaced: 0, unclaimed: 0, alone: 0 },
      seen: ['liver', 'spleen'],
    });
  });
  test('is how vague and torn its structures are, beside how they usually are', () => {
    const torn = [seen('liver', { keptShare: 0.5 }), spleen({ expectedDice: 0.86 })];
    expect(evidence(torn).vague).toBeCloseTo((10 * (0.48 + 0.1)) / 2, 9);
    // One that is clearer than usual makes up for another.
    expect(evidence([seen('liver', { expectedDice: 1 }), spleen()]).vague).toBe(0);
  });
  test('is where they lie to each other, an axis cut off left out', () => {
    const apart = [seen('liver', { centroid: [75, 65, 75] }), spleen()];
    // 2 deviations from back to front, 3 from foot to head.
    expect(evidence(apart).misplaced).toBeCloseTo((0 + 4 + 9) / 9, 9);
    const cut = [seen('liver', { centroid: [75, 65, 80], isCut: true }), spleen()];
    expect(evidence(cut).misplaced).toBeCloseTo((0 + 4) / 6, 9);
    // One axis says no more than ten mean squares do, and one pair no more than five deviations.
    const wild = [seen('liver', { centroid: [-150, 25, 0] }), spleen({ centroid: [100, -25, 0] })];
    expect(evidence(wild).misplaced).toBeCloseTo(10 / 9, 9);
    const others = [seen('pancreas', { centroid: [0, 15, 0] }), seen('kidney', { centroid: [75, 0, 0] })];
    const [liver] = patient;
    const strayed = liver ? [liver, spleen({ centroid: [150, -25, 0] }), ...others] : [];
    expect(evidence(strayed).misplaced).toBeCloseTo(25 / 4 / 9, 9);
  });
  test('is what is outlined of structures that are not found, unless the end of the view may cut them', () => {
    const faint = seen('pancreas', { rawExistence: 0.1, volumeMl: 80 });
    expect(evidence([...patient, faint]).unclaimed).toBeCloseTo(Math.log1p(4), 9);
    const atSide = { ...faint, centroid: [220, 0, 0] as const };
    expect(evidence([...patient, atSide]).unclaimed).toBe(0);
    // What the rule does not know of is no evidence.
    expect(evidence([...patient, { ...faint, structure: 'bladder' as StructureId }]).unclaimed).toBe(0);
  });
  test('is that what must be in view beside a structure is not there', () => {
    expect(evidence([seen('liver')]).alone).toBe(1);
    const small: Surroundings = { ...around, view: { from: [-60, -200, -300], to: [250, 200, 300] } };
    expect(evidence([seen('liver')], 'CT', small).alone).toBe(0);
    const body: WorldBox = { from: [-60, -150, -300], to: [200, 150, 300] };
    expect(evidence([seen('liver')], 'CT', { ...around, body }).alone).toBe(0);
    const narrow: WorldBox = { from: [-200, -150, -300], to: [60, 150, 300] };
    expect(evidence([spleen()], 'CT', { ...around, body: narrow }).alone).toBe(0);
    expect(evidence([spleen()]).alone).toBe(1);
    // Of what is cut nobody knows where its middle is.
    expect(evidence([seen('liver', { isCut: true })]).alone).toBe(0);
  });
  test('is nothing in a kind of scan of which nothing is known', () => {
    expect(evidence([seen('liver', { expectedDice: 0.1 })], 'other')).toMatchObject({ vague: 0, alone: 0 });
  });
});

describe('the verdict', () => {
  const none = { vague: 0, misplaced: 0, unclaimed: 0, alone: 0, seen: [] };
  test('is against a scan from the limit on, and says what weighs most', () => {
    expect(judgeScene({ ...none, vague: 1 }, undefined, scene)).toMatchObject({
      doubt: undefined,
      against: 1,
    });
    const over = judgeScene({ ...none, vague: 0.6, unclaimed: 1.3 }, undefined, scene);
    expect(over).toMatchObject({ doubt: 'unlike', clue: 'unclaimed' });
    expect(over.against).toBeCloseTo(1.25, 9);
  });
  test('is against values that speak for another kind of scan, whatever is seen in it', () => {
    expect(judgeScene(none, 'inverted', scene)).toMatchObject({ doubt: 'inverted', clue: undefined });
    expect(judgeScene({ ...none, vague: 9 }, 'a-ct', scene).doubt).toBe('a-ct');
  });
});

describe('the body', () => {
  const view: WorldBox = { from: [-400, -400, -400], to: [400, 400, 400] };
  const box = (width: number, depth: number): WorldBox => ({
    from: [-width / 2, -depth / 2, -400],
    to: [width / 2, depth / 2, 400],
  });
  test('is of a size that people have, or there is none', () => {
    expect(doubtOfBody(undefined, view, scene)).toBe('empty');
    expect(doubtOfBody(box(400, 250), view, scene)).toBeUndefined();
    expect(doubtOfBody(box(95, 60), view, scene)).toBeUndefined();
    expect(doubtOfBody(box(35, 25), view, scene)).toBe('size');
    expect(doubtOfBody(box(3500, 2500), view, scene)).toBe('size');
  });
  test('may be of any size where the view cuts it', () => {
    expect(doubtOfBody(box(35, 25), box(38, 200), scene)).toBeUndefined();
  });
});
