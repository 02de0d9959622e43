import { describe, expect, test } from 'vitest';
import { de } from '#messages/de.ts';
import { en } from '#messages/en.ts';
import { zh } from '#messages/zh.ts';
import type { StructureId } from '#model/prompt.ts';
import { foundObject } from '#testing/findings.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { maskOf } from '#volume/mask.ts';
import { measure } from '#volume/measure.ts';
import { type Flip, turned } from '#volume/turn.ts';
import type { Grid, Vec3, WorldPoint } from '#volume/types.ts';
import type { FindingId, FoundObject } from './finding.ts';
import { doubtOfScan } from './orientation.ts';
import { verdictsOf } from './verdict.ts';

/** Middles of organs of a true patient, mm RAS+ (btcv_00's labels, rounded). */
const PLACES: Readonly<Record<string, Vec3>> = {
  liver: [80, 20, 60],
  spleen: [-85, -35, 60],
  kidney_right: [70, -40, -5],
  kidney_left: [-65, -40, 0],
  stomach: [-30, 40, 70],
  pancreas: [0, 20, 20],
};

const whole = { cutBy: [], figures: {} } as const;

function organs(flips: readonly Flip[] = [], names = Object.keys(PLACES)): readonly FoundObject[] {
  const sign = (['left-right', 'front-back', 'head-foot'] as const).map((flip) =>
    flips.includes(flip) ? -1 : 1,
  );
  return names.map((name) => {
    const at = (PLACES[name] ?? [0, 0, 0]).map((mm, axis) => mm * (sign[axis] ?? 1)) as unknown as WorldPoint;
    const plain = foundObject(name, { structure: name as StructureId });
    return { ...plain, existence: 1, measurement: { ...plain.measurement, ...whole, centroid: at } };
  });
}

describe('the organs themselves tell how the patient lies', () => {
  test('as they should', () => expect(doubtOfScan(organs())?.kind).not.toBe('turned'));
  test.each<readonly [string, readonly Flip[]]>([
    ['mirrored', ['left-right']],
    ['upside down', ['head-foot']],
    ['turned about the height', ['left-right', 'front-back']],
    ['turned about the depth', ['left-right', 'head-foot']],
  ])('%s', (_, flips) => expect(doubtOfScan(organs(flips))).toEqual({ kind: 'turned', flips }));
  test('two organs say nothing', () =>
    expect(doubtOfScan(organs(['left-right'], ['liver', 'spleen']))).toBeUndefined());
  test('where the scan cuts them their height says nothing', () => {
    const cut = organs(['head-foot']).map((organ) => ({
      ...organ,
      measurement: { ...organ.measurement, cutBy: ['superior' as const] },
    }));
    expect(doubtOfScan(cut)?.kind).not.toBe('turned');
  });
});

test('a jump between slices is said, and where, but in a scan that is turned', () => {
  const jump = { axis: 2, slice: 19, times: 2.44 } as const;
  const seen = (flips: readonly Flip[]) =>
    organs(flips).map((organ) => ({ ...organ, source: { ...organ.source, jump } }));
  expect(doubtOfScan(seen([]))).toEqual({ kind: 'jump', ...jump });
  expect(doubtOfScan(seen(['left-right']))?.kind).toBe('turned');
  const told = [en, de, zh].map(({ scanDoubt }) => scanDoubt.says({ kind: 'jump', ...jump }));
  for (const sentence of told) expect(sentence).toMatch(/20.*21.*2[.,]4/);
});

test('organs too tall for their width speak against the voxel size, but in a scan that is turned or that the model does not know', () => {
  const seen = (stretch: number, flips: readonly Flip[] = [], doubt?: 'unlike') => {
    const scene = { doubt, against: 0, clue: undefined, seen: [], stretch };
    return organs(flips).map((organ) => ({ ...organ, source: { ...organ.source, scene } }));
  };
  expect(doubtOfScan(seen(1.9))).toEqual({ kind: 'stretched', times: 1.9 });
  expect(doubtOfScan(seen(1.1))?.kind).not.toBe('stretched');
  expect(doubtOfScan(seen(1.9, ['left-right']))?.kind).toBe('turned');
  expect(doubtOfScan(seen(1.9, [], 'unlike'))?.kind).toBe('unfamiliar');
  const told = [en, de, zh].map(({ scanDoubt }) => scanDoubt.says({ kind: 'stretched', times: 1.9 }));
  expect(told.map((each) => /1[.,]9/.exec(each)?.[0])).toEqual(['1.9', '1,9', '1.9']);
});

test('a phantom on an oblique grid is in no doubt, and with its ends exchanged it is', () => {
  const grid = phantomGrid('oblique', 6);
  const { labels } = makePhantom({ seed: 7, grid });
  const ids = { spleen: 1, kidney_right: 2, kidney_left: 3, liver: 6 };
  const seenOn = (seen: Grid) =>
    Object.entries(ids).map(([name, label]) => {
      const inside = Uint8Array.from(labels, (value) => (value === label ? 1 : 0));
      const { centroid } = measure(maskOf(seen, inside));
      const plain = foundObject(name, { structure: name as StructureId });
      return { ...plain, measurement: { ...plain.measurement, ...whole, centroid } };
    });
  expect(doubtOfScan(seenOn(grid))?.kind).not.toBe('turned');
  const flips = ['left-right'] as const;
  expect(doubtOfScan(seenOn(turned(grid, flips)))).toEqual({ kind: 'turned', flips });
});

test('outlines in doubt say nothing of the scan where the liver is in none', () => {
  const vague = { meanProbability: 0.7, expectedDice: 0.5, firmMl: 1, looseMl: 3 };
  const sound = { ...vague, expectedDice: 0.97 };
  const one = foundObject('liver').measurement;
  const scan = organs().map((organ) => ({
    ...organ,
    confidence: organ.title === 'liver' ? sound : vague,
    ...(organ.title === 'liver' && { pieces: { found: 1, kept: 1, leftOutMl: 0, list: [] } }),
    measurement: { ...organ.measurement, volumeMl: organ.title === 'liver' ? 1500 : one.volumeMl },
  }));
  expect(verdictsOf(scan).get('liver' as FindingId)?.level).toBe('sure');
  expect(doubtOfScan(scan)).toBeUndefined();
});

test('what nothing else speaks against is to be checked where most of a scan is in doubt', () => {
  const vague = { meanProbability: 0.7, expectedDice: 0.5, firmMl: 1, looseMl: 3 };
  const scan = organs().map((organ) =>
    organ.title === 'spleen'
      ? {
          ...organ,
          pieces: { found: 1, kept: 1, leftOutMl: 0, list: [] },
          measurement: { ...organ.measurement, volumeMl: 200 },
        }
      : { ...organ, confidence: vague },
  );
  expect(verdictsOf(scan).get('spleen' as FindingId)).toEqual({
    level: 'check',
    doubts: [{ kind: 'company', marked: 5, of: 6 }],
  });
});

test('where more than half of six answers are in doubt, the scan is', () => {
  // The liver is among the four.
  const vague = { meanProbability: 0.7, expectedDice: 0.5, firmMl: 1, looseMl: 3 };
  const doubtful = organs().map((organ, n) => (n < 4 ? { ...organ, confidence: vague } : organ));
  expect(doubtOfScan(doubtful)).toMatchObject({ kind: 'unfit', of: 6 });
  // Nobody but a person is to blame for what a person drew.
  expect(doubtOfScan(doubtful.map((organ) => ({ ...organ, isChanged: true })))).toBeUndefined();
});
