import { describe, expect, test } from 'vitest';
import type { StructureId } from '#model/prompt.ts';
import type { Vec3 } from '#volume/types.ts';
import type { Sighting } from './sighting.ts';
import { isStretched, MOST_STRETCH, stretchOf } from './stretch.ts';

const output = { maskThreshold: 0.5, existenceThreshold: 0.5 };
const view = { view: { from: [-250, -200, -300], to: [250, 200, 300] } } as const;

const seen = (structure: string, spreadMm: Vec3, change: Partial<Sighting> = {}): Sighting => ({
  structure: structure as StructureId,
  ...{ rawExistence: 0.99, peakProbability: 0.99, volumeMl: 500, keptShare: 1, expectedDice: 0.96 },
  ...{ centroid: [40, 10, 0], spreadMm, isCut: false },
  ...change,
});

/** As tall for their width as the mean of the label maps, times `by`; wider than deep, which must not matter. */
const usual = (by = 1): readonly Sighting[] => [
  seen('kidney_right', [10, 14.4, 20 * by]),
  seen('kidney_left', [14.4, 10, 20.967 * by]),
  seen('liver', [40, 40, 34.497 * by]),
  seen('spleen', [20, 20, 21.152 * by]),
];
const stretch = (sightings: readonly Sighting[]) => stretchOf(sightings, view, output);

describe('how tall organs are for their width', () => {
  test('is one in a patient of usual proportions, and what slices are farther apart by', () => {
    expect(stretch(usual())).toBeCloseTo(1, 3);
    expect(stretch(usual(2))).toBeCloseTo(2, 2);
    expect(stretch(usual(0.5))).toBeCloseTo(0.5, 3);
  });
  test('counts an organ by how little its shape varies between patients', () => {
    // exp(51.0 / (15.6 + 51.0 + 50.3 + 28.3)), of 1 / 0.253², 1 / 0.14², 1 / 0.141² and 1 / 0.188².
    const [kidney, ...others] = usual();
    if (!kidney) throw new Error('no kidney');
    const [x, y, z] = kidney.spreadMm;
    expect(stretch([{ ...kidney, spreadMm: [x, y, z * Math.E] }, ...others])).toBeCloseTo(1.421, 3);
  });
  test('is told by three organs that are whole, and by no fewer', () => {
    const [one, two, three, four] = usual(2);
    if (!one || !two || !three || !four) throw new Error('no organs');
    expect(stretch([one, two, three])).toBeCloseTo(2, 2);
    expect(stretch([one, two])).toBeUndefined();
    for (const change of [
      { isCut: true },
      { keptShare: 0.8 },
      { rawExistence: 0.2, peakProbability: 0.2 },
      { centroid: [240, 10, 0] },
      { structure: 'stomach' as StructureId },
    ] satisfies Partial<Sighting>[]) {
      expect(stretch([one, two, { ...three, ...change }])).toBeUndefined();
      expect(stretch([one, two, { ...three, ...change }, four])).toBeCloseTo(2, 2);
    }
  });
  test('is out of proportion beyond three standard deviations between patients, either way', () => {
    expect(MOST_STRETCH).toBeCloseTo(1.383, 3);
    expect([1, 1.37, 0.74, undefined].map(isStretched)).toEqual([false, false, false, false]);
    expect([1.4, 0.71, 2, 0.5].map(isStretched)).toEqual([true, true, true, true]);
  });
});
