import type { LoadedModel } from '#engine/engine.ts';
import { type Finding, type FindingId, type FoundObject, foundObjects } from './finding.ts';
import type { Verdict, VerdictLevel } from './verdict.ts';

/** In the order of asking, by name, the largest first, or what is to be looked at first. */
export const LIST_ORDERS = ['asked', 'name', 'volume', 'verdict'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];

export interface ObjectLine {
  readonly kind: 'object';
  readonly object: FoundObject;
}

/** Several objects of one group of the pack's, taken together. */
export interface GroupLine {
  readonly kind: 'group';
  readonly name: string;
  readonly members: readonly FoundObject[];
  /** Of all of them. */
  readonly volumeMl: number;
  /** Of the gravest verdict on one of them. */
  readonly level: VerdictLevel;
}

export type ListLine = ObjectLine | GroupLine;

type Groups = LoadedModel['groups'];
type Verdicts = ReadonlyMap<FindingId, Verdict>;

const GRAVITY: Readonly<Record<VerdictLevel, number>> = { doubtful: 0, check: 1, sure: 2 };

/** The groups that put objects together, the smallest first: not the one that means everything. */
export function listGroups({ groups, structures }: Pick<LoadedModel, 'groups' | 'structures'>): Groups {
  return groups
    .filter(({ members }) => members.length > 1 && members.length < structures.length)
    .toSorted((a, b) => a.members.length - b.members.length);
}

interface ListOptions {
  readonly order: ListOrder;
  readonly groups: Groups;
  /** What people read for a group's name. */
  readonly groupName?: (name: string) => string;
}

/**
 * The objects of a scan as the lines of a list. Two or more objects of one of `groups` are one line, each structure once and
 * in the first group that takes it; the rest have a line each.
 */
export function listLines(
  findings: readonly Finding[],
  verdicts: Verdicts,
  { order, groups, groupName = (name) => name }: ListOptions,
): readonly ListLine[] {
  const objects = foundObjects(findings).map((object): ObjectLine => ({ kind: 'object', object }));
  const compare = comparing(order, verdicts, groupName);
  const lines = groups.reduce<readonly ListLine[]>(
    (rest, group) => gather(rest, group, verdicts, compare),
    objects,
  );
  return lines.toSorted(compare);
}

/** `lines` with the objects of `group` as one, in the place of the first of them. */
function gather(
  lines: readonly ListLine[],
  { names, members }: Groups[number],
  verdicts: Verdicts,
  compare: (a: ListLine, b: ListLine) => number,
): readonly ListLine[] {
  const taken = members
    .flatMap((id) => lines.find((line) => line.kind === 'object' && line.object.structure === id) ?? [])
    .toSorted((a, b) => compare(a, b) || lines.indexOf(a) - lines.indexOf(b));
  if (taken.length < 2) return lines;
  const objects = taken.flatMap((line) => (line.kind === 'object' ? [line.object] : []));
  const line: GroupLine = {
    kind: 'group',
    name: names[0] ?? '',
    members: objects,
    volumeMl: objects.reduce((sum, { measurement }) => sum + measurement.volumeMl, 0),
    level: gravest(objects.map(({ id }) => verdicts.get(id)?.level ?? 'sure')),
  };
  const first = lines.findIndex((each) => taken.includes(each));
  return [...lines.slice(0, first), line, ...lines.slice(first).filter((each) => !taken.includes(each))];
}

function gravest(levels: readonly VerdictLevel[]): VerdictLevel {
  return levels.toSorted((a, b) => GRAVITY[a] - GRAVITY[b])[0] ?? 'sure';
}

function comparing(
  order: ListOrder,
  verdicts: Verdicts,
  groupName: (name: string) => string,
): (a: ListLine, b: ListLine) => number {
  const name = (line: ListLine) => (line.kind === 'group' ? groupName(line.name) : line.object.title);
  const volume = (line: ListLine) =>
    line.kind === 'group' ? line.volumeMl : line.object.measurement.volumeMl;
  const level = (line: ListLine) =>
    line.kind === 'group' ? line.level : (verdicts.get(line.object.id)?.level ?? 'sure');
  switch (order) {
    case 'asked':
      return () => 0;
    case 'name':
      return (a, b) => name(a).localeCompare(name(b), 'en', { numeric: true });
    case 'volume':
      return (a, b) => volume(b) - volume(a);
    case 'verdict':
      return (a, b) => GRAVITY[level(a)] - GRAVITY[level(b)];
  }
}

/** What was made of a scan, to be told in one line. */
export interface Summary {
  readonly found: number;
  /** Of objects that were read from files. */
  readonly fromFiles: number;
  /** Titles of what was looked for and is not there. */
  readonly notFound: readonly string[];
  /** Titles of what was not answered, for the scan is none that the model knows. */
  readonly notAnswered: readonly string[];
  /** Titles of what was found and is doubtful. */
  readonly doubtful: readonly string[];
  /** How many found objects ask for a look. */
  readonly toCheck: number;
}

export function summaryOf(findings: readonly Finding[], verdicts: Verdicts): Summary {
  const all = foundObjects(findings);
  const objects = all.filter(({ fromFile }) => !fromFile);
  const absent = (isUnfit: boolean) =>
    findings.flatMap((each) =>
      each.kind === 'not-found' && (each.reason === 'unfit-scan') === isUnfit ? [each.title] : [],
    );
  const at = (level: VerdictLevel) => objects.filter(({ id }) => verdicts.get(id)?.level === level);
  return {
    found: objects.length,
    fromFiles: all.length - objects.length,
    notFound: absent(false),
    notAnswered: absent(true),
    doubtful: at('doubtful').map(({ title }) => title),
    toCheck: at('check').length,
  };
}
