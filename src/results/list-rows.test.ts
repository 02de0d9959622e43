import { expect, test } from 'vitest';
import type { StructureId } from '#model/prompt.ts';
import { FAKE_MODEL } from '#testing/fake-engine.ts';
import { foundObject, notFound, notUnderstood } from '#testing/findings.ts';
import type { FindingId, FoundObject } from './finding.ts';
import { type ListLine, type ListOrder, listGroups, listLines, summaryOf } from './list-rows.ts';
import type { VerdictLevel } from './verdict.ts';

const object = (title: string, structure: string, volumeMl: number): FoundObject => {
  const { measurement } = foundObject(title);
  return foundObject(title, {
    structure: structure as StructureId,
    measurement: { ...measurement, volumeMl },
  });
};

const FINDINGS = [
  object('right kidney', 'kidney_right', 150),
  object('rib 10', 'rib_10', 9),
  notFound('gallbladder'),
  object('liver', 'liver', 1500),
  object('left kidney', 'kidney_left', 140),
  notUnderstood('teapot'),
  object('rib 2', 'rib_2', 8),
];

const verdicts = (levels: Readonly<Record<string, VerdictLevel>>) =>
  new Map(Object.entries(levels).map(([id, level]) => [id as FindingId, { level, doubts: [] }]));
const LEVELS = verdicts({ 'left kidney': 'doubtful', 'rib 2': 'check', liver: 'sure' });

const KIDNEYS = [{ names: ['kidneys'], members: ['kidney_left', 'kidney_right'] as StructureId[] }];
const nameOf = (line: ListLine) => (line.kind === 'group' ? line.name : line.object.title);
const lines = (order: ListOrder, groups = [] as typeof KIDNEYS) =>
  listLines(FINDINGS, LEVELS, { order, groups }).map(nameOf);

test.each<[ListOrder, string[]]>([
  ['asked', ['right kidney', 'rib 10', 'liver', 'left kidney', 'rib 2']],
  ['name', ['left kidney', 'liver', 'rib 2', 'rib 10', 'right kidney']],
  ['volume', ['liver', 'right kidney', 'left kidney', 'rib 10', 'rib 2']],
  ['verdict', ['left kidney', 'rib 2', 'right kidney', 'rib 10', 'liver']],
])(
  'objects are listed by %s, numbers in names as numbers, equals as they were asked for',
  (order, titles) => {
    expect(lines(order)).toEqual(titles);
  },
);

test('both kidneys are one line in the place of the first, with the sum and the graver verdict', () => {
  expect(lines('asked', KIDNEYS)).toEqual(['kidneys', 'rib 10', 'liver', 'rib 2']);
  const [line] = listLines(FINDINGS, LEVELS, { order: 'asked', groups: KIDNEYS });
  expect(line).toMatchObject({ kind: 'group', volumeMl: 290, level: 'doubtful' });
  const members = line?.kind === 'group' ? line.members.map(({ title }) => title) : [];
  expect(members).toEqual(['right kidney', 'left kidney']);
});

test('a group stands where its sum, its name and its verdict put it', () => {
  expect(lines('volume', KIDNEYS)).toEqual(['liver', 'kidneys', 'rib 10', 'rib 2']);
  expect(lines('name', KIDNEYS)).toEqual(['kidneys', 'liver', 'rib 2', 'rib 10']);
  expect(lines('verdict', KIDNEYS)[0]).toBe('kidneys');
});

test('one kidney alone is no group, and a second outline of the same kidney is not added up', () => {
  const one = [object('left kidney', 'kidney_left', 140), object('left kidney (2)', 'kidney_left', 141)];
  const alone = listLines(one, LEVELS, { order: 'asked', groups: KIDNEYS });
  expect(alone.map(nameOf)).toEqual(['left kidney', 'left kidney (2)']);
  const both = [...one, object('right kidney', 'kidney_right', 150)];
  const together = listLines(both, LEVELS, { order: 'asked', groups: KIDNEYS });
  expect(together.map(nameOf)).toEqual(['kidneys', 'left kidney (2)']);
  expect(together[0]).toMatchObject({ volumeMl: 290 });
});

test('the group of everything puts nothing together, and the smallest group comes first', () => {
  const ids = FAKE_MODEL.structures.map(({ id }) => id);
  const groups = [
    { names: ['everything'], members: ids },
    { names: ['three'], members: ids.slice(0, 3) },
    { names: ['kidneys'], members: ids.slice(1, 3) },
    { names: ['one'], members: ids.slice(0, 1) },
  ];
  const names = listGroups({ structures: FAKE_MODEL.structures, groups }).map(({ names: [name] }) => name);
  expect(names).toEqual(['kidneys', 'three']);
});

test('a summary counts what was found, and names what was not and what is doubtful', () => {
  expect(summaryOf(FINDINGS, LEVELS)).toEqual({
    fromFiles: 0,
    found: 5,
    notFound: ['gallbladder'],
    notAnswered: [],
    doubtful: ['left kidney'],
    toCheck: 1,
  });
});

test('what is not answered for the scan’s sake is not said to be not found', () => {
  const unfit = FINDINGS.map((each) =>
    each.kind === 'not-found' ? { ...each, reason: 'unfit-scan' as const } : each,
  );
  expect(summaryOf(unfit, LEVELS)).toMatchObject({ notFound: [], notAnswered: ['gallbladder'] });
});
