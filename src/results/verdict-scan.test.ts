import { expect, test } from 'vitest';
import { say } from '#messages/say.ts';
import type { StructureId } from '#model/prompt.ts';
import { notFound } from '#testing/findings.ts';
import { kinds, of, organ, PATIENT } from '#testing/usual-organs.ts';
import type { WorldPoint } from '#volume/types.ts';
import { verdictsOf } from './verdict.ts';

test('where nothing is found of all that the model knows, nothing is surely absent', () => {
  const absent = (seen: readonly string[], doubt?: 'unlike') => {
    const plain = notFound('liver');
    const scene = { doubt, against: 0.1, clue: undefined, seen: seen as StructureId[] };
    return of([{ ...plain, existence: 0.05, source: { ...plain.source, scene } }], 'liver');
  };
  expect(absent([])).toEqual({ level: 'check', doubts: [{ kind: 'nothing-seen' }] });
  expect(absent(['spleen'])?.level).toBe('sure');
  expect(absent([], 'unlike')?.level).toBe('doubtful');
});

test('organs of other proportions than anybody’s are to be checked, found or not, and what a person has drawn is theirs', () => {
  const scene = (stretch: number) => ({
    doubt: undefined,
    against: 0,
    clue: undefined,
    seen: ['liver' as StructureId],
    stretch,
  });
  const plain = organ('liver');
  const liver = (stretch: number) => ({ ...plain, source: { ...plain.source, scene: scene(stretch) } });
  expect(of([liver(1.2)], 'liver')).toEqual({ level: 'sure', doubts: [] });
  for (const times of [2, 0.5])
    expect(of([liver(times)], 'liver')).toEqual({ level: 'check', doubts: [{ kind: 'stretched', times }] });
  const none = notFound('spleen');
  const absent = { ...none, existence: 0.05, source: { ...none.source, scene: scene(2) } };
  expect(of([absent], 'spleen')).toMatchObject({ level: 'check', doubts: [{ kind: 'stretched' }] });
  const edited = { ...liver(2), edits: { erase: 1 }, isChanged: true };
  expect(kinds(of([edited], 'liver')?.doubts)).toEqual(['edited']);
  expect(say.verdict.doubt({ kind: 'stretched', times: 1.96 })).toBe(
    'The organs of this scan are 2.0 times as tall, for their width, as usual: its voxel size may be wrong, and the volume with it',
  );
});

test('where slices may be missing, what reaches across is to be checked, and what was not found', () => {
  const jump = { axis: 2, slice: 19, times: 2.4 } as const;
  const box = (from: number, to: number) => ({ box: { from: [0, 0, from], to: [9, 9, to] } as never });
  const seen = (from: number, to: number) => {
    const plain = organ('liver', box(from, to));
    return of([{ ...plain, source: { ...plain.source, jump } }], 'liver');
  };
  const doubted = { level: 'check', doubts: [{ kind: 'jump', slices: [20, 21] }] };
  expect(seen(10, 30)).toEqual(doubted);
  expect(seen(19, 21)).toEqual(doubted);
  // What ends there may have been cut off.
  expect(seen(10, 18)).toEqual(doubted);
  expect(seen(22, 30)).toEqual(doubted);
  expect(seen(10, 17)?.level).toBe('sure');
  expect(seen(23, 30)?.level).toBe('sure');
  const plain = notFound('spleen');
  expect(of([{ ...plain, existence: 0.05, source: { ...plain.source, jump } }], 'spleen')).toEqual(doubted);
  expect(say.verdict.doubt({ kind: 'jump', slices: [20, 21] })).toBe(
    'The image jumps between slices 20 and 21, as if slices were missing there',
  );
});

test.each([
  [[120, 120, 120], 'check'],
  [[200, 130, 130], 'check'],
  [[300, 200, 25], 'check'],
  [[300, 130, 200], 'sure'],
  [[300, 200, 40], 'sure'],
] as const)('with %s mm of the patient in view absence is %s', (mm, level) => {
  const plain = notFound('liver');
  const from = [-50, 10, 400] as const;
  const to = [from[0] + mm[0], from[1] + mm[1], from[2] + mm[2]] as const;
  const body = { from: from as unknown as WorldPoint, to: to as unknown as WorldPoint };
  const verdict = of([{ ...plain, existence: 0.05, source: { ...plain.source, body } }], 'liver');
  expect(verdict?.level).toBe(level);
  if (level === 'check')
    expect(verdict?.doubts).toEqual([{ kind: 'small-view', cm: mm.map((each) => each / 10) }]);
  // What is above the threshold by little is told as before.
  const near = of([{ ...plain, existence: 0.48, source: { ...plain.source, body } }], 'liver');
  expect(kinds(near?.doubts)).toEqual(['presence']);
});

test('a scan of which slices may be missing is not taken for one of another kind, or turned', () => {
  const jump = { axis: 2, slice: 19, times: 2.4 } as const;
  const far = { axis: 2, slice: 90, times: 2.4 } as const;
  const box = { from: [0, 0, 10], to: [9, 9, 30] } as never;
  const aorta = organ('aorta', { box, volumeMl: 60, centroid: [5, -20, 20] as never });
  const organs = [...Object.keys(PATIENT).map((name) => organ(name, { box })), aorta];
  const seen = organs.map((plain, n) => ({
    ...plain,
    source: { ...plain.source, jump: n < 5 ? jump : far },
  }));
  const verdicts = verdictsOf(seen);
  expect(seen.map(({ id }) => kinds(verdicts.get(id)?.doubts))).toEqual([
    ...Array.from({ length: 5 }, () => ['jump']),
    [],
  ]);
});
