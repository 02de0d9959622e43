import { describe, expect, test } from 'vitest';
import type { StructureId } from '#model/prompt.ts';
import fixture from '#testing/fixtures/whereabouts.json' with { type: 'json' };
import type { Vec3 } from '#volume/types.ts';
import type { Known, SceneRule } from './evidence.ts';
import type { Sighting } from './sighting.ts';
import { middleAmong, whereaboutsOf } from './whereabouts.ts';

const id = (name: string) => name as StructureId;

test.each(fixture.company)('a structure is expected where the twin in Python expects it', (company) => {
  const others = company.others.map(({ structure, centroid, isCut }) => ({
    ...{ structure: id(structure), centroid: centroid as unknown as Vec3, isCut },
  }));
  const places = company.places as unknown as SceneRule['places'];
  for (const [n, wanted] of company.middles.entries()) {
    const middle = middleAmong(id('abcdef'[n] ?? ''), others, { places });
    for (const [axis, mm] of wanted.entries()) {
      if (mm === null) expect(middle[axis]).toBeUndefined();
      else expect(middle[axis]).toBeCloseTo(mm, 5);
    }
  }
});

describe('where a gallbladder may lie', () => {
  const pair = [
    [-10, 8],
    [20, 8],
    [-30, 8],
  ] as const;
  const names = ['liver', 'stomach', 'spleen'] as const;
  const pack: Known = {
    scene: {
      weights: { vague: 0, misplaced: 0, unclaimed: 0, alone: 0 },
      limit: 1,
      clarity: { CT: {}, MR: {}, other: {} },
      places: Object.fromEntries(names.map((name) => [`gallbladder ${name}`, pair])) as never,
      reach: { gallbladder: [40, 50, 60] },
      expected: [],
      patientMm: [90, 800],
    },
    output: { maskThreshold: 0.5, existenceThreshold: 0.5, existence: { minVolumeMl: 5 } },
  };
  const around = { view: { from: [-300, -300, -300], to: [300, 300, 300] } } as const;
  const seen = (structure: string, more: Partial<Sighting> = {}): Sighting => ({
    ...{ structure: id(structure), rawExistence: 1, peakProbability: 1, volumeMl: 100, keptShare: 1 },
    ...{ expectedDice: 1, centroid: [0, 0, 0], spreadMm: [20, 20, 20], isCut: false },
    ...more,
  });
  const three = names.map((name) => seen(name));
  const boxOf = (sightings: readonly Sighting[], name = 'gallbladder') =>
    whereaboutsOf(id(name), sightings, around, pack);

  test('is about where the others have it, as far as the pack says', () => {
    expect(boxOf(three)).toEqual({ from: [-50, -30, -90], to: [30, 70, 30] });
    const asked = boxOf([...three, seen('gallbladder', { centroid: [100, 100, 100] })]);
    expect(asked).toEqual(boxOf(three));
  });

  test.each([
    ['found', { rawExistence: 0.1 }],
    ['large enough to be found', { volumeMl: 4 }],
    ['in one piece', { keptShare: 0.85 }],
    ['whole from left to right', { centroid: [-270, 0, 0] as const }],
  ])('is not told by what is not %s', (_, more) => {
    const few = boxOf([...three.slice(1), seen('liver', more)]);
    expect(few).toEqual({ from: [-Infinity, -Infinity, -Infinity], to: [Infinity, Infinity, Infinity] });
  });

  test('is not told in height by what the scan cuts there', () => {
    const cut = boxOf([...three.slice(1), seen('liver', { isCut: true })]);
    expect(cut).toEqual({ from: [-50, -30, -Infinity], to: [30, 70, Infinity] });
  });

  test('is not told of what the pack has no reach of, nor of a text that names nothing', () => {
    expect(boxOf(three, 'liver')).toBeUndefined();
    expect(whereaboutsOf(undefined, three, around, pack)).toBeUndefined();
  });
});
