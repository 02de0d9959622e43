import { describe, expect, test } from 'vitest';
import { say } from '#messages/say.ts';
import { notFound, notUnderstood } from '#testing/findings.ts';
import { at, kinds, of, organ, PATIENT, patient, SURE } from '#testing/usual-organs.ts';
import type { Piece, Vec3, WorldPoint } from '#volume/types.ts';
import type { FindingId, FoundObject } from './finding.ts';
import { verdictsOf } from './verdict.ts';

test('organs of usual size, place and brightness are sure; what was not understood has no verdict', () => {
  const verdicts = verdictsOf([...patient(), notUnderstood('xyz')]);
  expect(verdicts.size).toBe(5);
  for (const verdict of verdicts.values()) expect(verdict).toEqual({ level: 'sure', doubts: [] });
});

describe('size', () => {
  test('less than is usual is to be checked, what cannot be it is doubtful', () => {
    expect(of([organ('liver', { volumeMl: 400 })], 'liver')).toMatchObject({ level: 'check' });
    const tiny = of([organ('liver', { volumeMl: 40 })], 'liver');
    expect(tiny).toEqual({
      level: 'doubtful',
      doubts: [{ kind: 'small', volumeMl: 40, usualMl: [550, 3000] }],
    });
  });
  test('what the scan cuts may be small, and not large', () => {
    expect(of([organ('liver', { volumeMl: 40, cutBy: ['superior'] })], 'liver')?.level).toBe('sure');
    const huge = of([organ('liver', { volumeMl: 8000, cutBy: ['superior'] })], 'liver');
    expect(kinds(huge?.doubts)).toEqual(['large']);
  });
  test('an organ that is true, small or large, is not called impossible', () => {
    // Patients of BTCV: kidneys of 10 mL after years of dialysis, a spleen of 3077 mL.
    expect(of([organ('kidney_left', { volumeMl: 10 })], 'kidney_left')?.level).toBe('check');
    expect(of([organ('spleen', { volumeMl: 3077 })], 'spleen')?.level).toBe('check');
  });
});

test('a liver as dark as fat is doubtful in CT, where intensities have a scale, and nowhere else', () => {
  const dark = organ('liver', { figures: { meanIntensity: -80 } });
  expect(kinds(of([dark], 'liver')?.doubts)).toEqual(['intensity']);
  const mr = { ...dark, source: { ...dark.source, modality: 'MR' as const } };
  expect(of([mr], 'liver')?.level).toBe('sure');
});

describe('place', () => {
  test('a spleen beside the bladder is doubtful, and nobody else is blamed for it', () => {
    const findings = [...patient().filter(({ id }) => id !== 'spleen'), organ('spleen', at(-60, 0, -150))];
    const verdict = of(findings, 'spleen');
    expect(verdict?.level).toBe('doubtful');
    expect(verdict?.doubts[0]).toMatchObject({ kind: 'place', towards: 'inferior' });
    for (const name of ['liver', 'kidney_right', 'kidney_left', 'pancreas'])
      expect(of(findings, name)?.level).toBe('sure');
  });
  test('two that are both astray are both told, for the worst is left out before the next is judged', () => {
    const others = patient().filter(({ id }) => id !== 'spleen' && id !== 'pancreas');
    const findings = [...others, organ('spleen', at(-60, 0, -150)), organ('pancreas', at(0, 20, -110))];
    expect(kinds(of(findings, 'spleen')?.doubts)).toEqual(['place']);
    expect(kinds(of(findings, 'pancreas')?.doubts)).toEqual(['place']);
    expect(of(findings, 'kidney_left')?.level).toBe('sure');
  });
  test('what the scan cuts may lie farther off, for its middle is not that of the whole', () => {
    const off = (cutBy: 'superior'[]) => {
      const liver = organ('liver', { ...at(140, 20, 60), cutBy });
      return of([...patient().filter(({ id }) => id !== 'liver'), liver], 'liver')?.level;
    };
    expect([off([]), off(['superior'])]).toEqual(['check', 'sure']);
  });
  test('of two that contradict each other nobody says which is wrong: both are to be checked', () => {
    const findings = [organ('kidney_right', at(-70, -40, 0)), organ('kidney_left')];
    expect([of(findings, 'kidney_right')?.level, of(findings, 'kidney_left')?.level]).toEqual([
      'check',
      'check',
    ]);
  });
  test('along the height nothing is said of what the scan cuts there', () => {
    const low = organ('spleen', { ...at(-85, -35, -90), cutBy: ['superior'] });
    const findings = [...patient().filter(({ id }) => id !== 'spleen'), low];
    expect(of(findings, 'spleen')?.level).toBe('sure');
  });
  test('of two livers neither is blamed for its place', () => {
    const second = { ...organ('liver', at(-200, 0, 0)), id: 'second' as FindingId };
    expect(of([...patient(), second], 'second')?.level).toBe('sure');
  });
});

describe('in the patient', () => {
  const body = { from: [-180, -120, -200], to: [180, 120, 200] } as const;
  const inBody = (name: string, x: number) => {
    const plain = organ(name, at(x, 0, 0));
    return { ...plain, source: { ...plain.source, body } };
  };
  test('a right kidney on the left is doubtful, also alone; near the middle it is not', () => {
    expect(of([inBody('kidney_right', -70)], 'kidney_right')).toEqual({
      level: 'doubtful',
      doubts: [{ kind: 'side', side: 'left' }],
    });
    expect(of([inBody('kidney_right', -20)], 'kidney_right')?.level).toBe('sure');
    expect(kinds(of([inBody('spleen', 80)], 'spleen')?.doubts)).toEqual(['side']);
  });
  test('what lies outside him is doubtful', () => {
    expect(kinds(of([inBody('kidney_right', 195)], 'kidney_right')?.doubts)).toEqual(['outside']);
  });
});

test('what shares its voxels with another organ says with which; asked for twice it shares with itself', () => {
  const shared = (voxels: number) => ({ shared: [{ with: 'liver' as FindingId, voxels }] });
  const within = (voxels: number) => [
    ...patient().filter(({ id }) => id !== 'pancreas'),
    organ('pancreas', {}, shared(voxels)),
  ];
  expect(of(within(900), 'pancreas')).toEqual({
    level: 'doubtful',
    doubts: [{ kind: 'shared', other: 'liver', share: 0.9 }],
  });
  expect(of(within(300), 'pancreas')?.level).toBe('check');
  expect(of(within(100), 'pancreas')?.level).toBe('sure');
  const twin = { ...organ('liver', {}, shared(900)), id: 'twin' as FindingId };
  expect(of([organ('liver'), twin], 'twin')?.level).toBe('sure');
});

describe('the outline', () => {
  const vague = (expectedDice: number) => ({ confidence: { ...SURE, expectedDice } });
  test('whose probabilities let little be expected is to be checked, then doubtful; a person’s is neither', () => {
    expect(of([organ('liver', {}, vague(0.85))], 'liver')).toEqual({
      level: 'check',
      doubts: [{ kind: 'vague', smallestMl: 1400, largestMl: 1600 }],
    });
    expect(of([organ('liver', {}, vague(0.7))], 'liver')?.level).toBe('doubtful');
    expect(of([organ('liver', {}, { ...vague(0.7), isChanged: true })], 'liver')?.level).toBe('sure');
  });
  test('of which much was left out is to be checked', () => {
    const pieces = { found: 4, kept: 1, leftOutMl: 1500, list: [] };
    expect(of([organ('liver', {}, { pieces })], 'liver')).toEqual({
      level: 'check',
      doubts: [{ kind: 'parted', found: 4, keptShare: 0.5 }],
    });
  });
  test('of what is hardly there is to be checked', () => {
    expect(of([organ('liver', {}, { existence: 0.52 })], 'liver')?.level).toBe('check');
    expect(of([organ('liver', {}, { existence: 0.6 })], 'liver')?.level).toBe('sure');
  });
});

describe('another piece', () => {
  const piece = (number: number, volumeMl: number, centroid: Vec3): Piece => ({
    ...{ number, isKept: number === 1, voxels: 10 * volumeMl, volumeMl, centroid: centroid as WorldPoint },
    boxMm: { from: centroid, to: centroid },
    ...{ peakProbability: 1, meanProbability: 0.9, meanIntensity: 100 },
  });
  const spleen = (second: Piece, more: Partial<FoundObject> = {}) => {
    const wrong: Vec3 = [-60, 0, -150];
    const list = [piece(1, 490, wrong), second];
    const pieces = { found: 2, kept: 1, leftOutMl: second.volumeMl, list };
    return [
      ...patient().filter(({ id }) => id !== 'spleen'),
      organ('spleen', { volumeMl: 490, centroid: wrong as WorldPoint }, { pieces, ...more }),
    ];
  };
  test('that lies where a spleen does is offered, with where it is', () => {
    const verdict = of(spleen(piece(2, 231, [-85, -35, 60])), 'spleen');
    expect(verdict?.level).toBe('doubtful');
    expect(verdict?.doubts).toContainEqual({
      kind: 'other-piece',
      ...{ piece: 2, volumeMl: 231, towards: ['superior', 'left', 'posterior'] },
    });
  });
  test.each([
    ['too small to be one', piece(2, 4, [-85, -35, 60])],
    ['in no better place', piece(2, 231, [-60, 0, -180])],
    ['as dark as fat', { ...piece(2, 231, [-85, -35, 60]), meanIntensity: -100 }],
  ])('%s is not', (_, second) => {
    expect(kinds(of(spleen(second), 'spleen')?.doubts)).not.toContain('other-piece');
  });
  test('is not offered to a person who has chosen', () => {
    const chosen = spleen(piece(2, 231, [-85, -35, 60]), { isChanged: true });
    expect(kinds(of(chosen, 'spleen')?.doubts)).not.toContain('other-piece');
  });
  test('is not offered where what is kept is in its place', () => {
    const right = piece(1, 200, PATIENT['spleen']?.at ?? [0, 0, 0]);
    const pieces = { found: 2, kept: 1, leftOutMl: 60, list: [right, piece(2, 60, [-80, -30, 40])] };
    const findings = [...patient().filter(({ id }) => id !== 'spleen'), organ('spleen', {}, { pieces })];
    expect(of(findings, 'spleen')).toMatchObject({ level: 'sure' });
  });
});

test('what a person has edited or drawn is to be checked for that, and not for what the model’s probabilities say', () => {
  const vague = { meanProbability: 0.6, expectedDice: 0.5, firmMl: 10, looseMl: 4000 };
  const edited = organ('liver', {}, { edits: { erase: 1 }, isChanged: true, confidence: vague });
  expect(of([edited], 'liver')).toEqual({ level: 'check', doubts: [{ kind: 'edited', isDrawn: false }] });
  const huge = organ('liver', { volumeMl: 20_000 }, { edits: { grow: 1 }, isChanged: true });
  expect(of([huge], 'liver')).toMatchObject({ level: 'doubtful' });
  const drawn = organ('cyst', { volumeMl: 20_000 }, { isDrawn: true, isChanged: true, structure: undefined });
  expect(of([drawn], 'cyst')).toEqual({ level: 'check', doubts: [{ kind: 'edited', isDrawn: true }] });
  expect(say.verdict.doubt({ kind: 'edited', isDrawn: false })).toBe('Edited by hand');
});

test('absence is sure where the score is low, and to be checked where there was something', () => {
  const absent = { ...notFound('spleen'), existence: 0.01 };
  const near = { ...notFound('pancreas'), existence: 0.47 };
  const faint = { ...notFound('liver'), existence: 0.998, reason: 'too-little' as const };
  const findings = [absent, near, faint];
  expect([of(findings, 'spleen'), of(findings, 'pancreas'), of(findings, 'liver')]).toEqual([
    { level: 'sure', doubts: [] },
    { level: 'check', doubts: [{ kind: 'presence', existence: 0.47 }] },
    { level: 'check', doubts: [{ kind: 'too-little', volumeMl: 1 }] },
  ]);
});

test('a verdict in words', () => {
  expect(say.verdict.word('check')).toBe('check');
  const large = { kind: 'large', volumeMl: 5000, usualMl: [500, 4000] } as const;
  expect(say.verdict.doubt(large)).toBe('5000 mL is more than is usual (4000 mL or less)');
  const offer = { kind: 'other-piece', piece: 2, volumeMl: 231, towards: ['superior', 'left'] } as const;
  const doubts = [{ kind: 'place', mm: 92, towards: 'inferior' } as const, offer];
  expect(say.verdict.told({ level: 'doubtful', doubts })).toBe(
    'doubtful: lies 9 cm lower than it should beside the others; another piece fits better: 231 mL, upper left',
  );
  expect(say.verdict.told({ level: 'sure', doubts: [] })).toBe('sure');
});
