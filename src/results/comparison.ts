import type { PairFigures } from '#volume/compare/compare-masks.ts';
import { isEdited } from './edit-tools.ts';
import {
  type FileOrigin,
  type Finding,
  type FindingId,
  type FoundObject,
  fileKey,
  foundObjects,
} from './finding.ts';
import { csvOf, harmless } from './findings-csv.ts';

/** Where the objects of one result come from: a file, a model in a version, a person's hand, or as they were before they were edited. */
export type OriginId = string & { readonly brand: 'OriginId' };

/** An object of one of the two results that are compared. */
export interface Member {
  readonly id: FindingId;
  readonly title: string;
  /** Its value in a label map. */
  readonly label: number;
  /** It has a name, and is not called by its number. */
  readonly isNamed: boolean;
  /** As it was before it was edited. */
  readonly isBase: boolean;
}

/** Objects that came about in one way. */
export interface Origin {
  readonly id: OriginId;
  readonly kind: 'file' | 'model' | 'drawn' | 'before-edits' | 'masks';
  /** Of the file, or of the model with its version. */
  readonly name: string;
  /** Which of several files whose names are not known; of masks, how many. */
  readonly number?: number | undefined;
  readonly members: readonly Member[];
}

/** The results that `findings` hold, in the order in which they came. `labelOf`: what its model gives an object, whatever others have taken. */
export function originsOf(
  findings: readonly Finding[],
  labelOf: (object: FoundObject) => number = ({ labelId }) => labelId,
): readonly Origin[] {
  const origins = new Map<OriginId, Origin & { readonly members: Member[] }>();
  const add = (kind: Origin['kind'], name: string, member: Member, file?: FileOrigin) => {
    const id = `${kind} ${file ? fileKey(file) : name}` as OriginId;
    const origin = origins.get(id) ?? { id, kind, name, number: file?.number, members: [] };
    origins.set(id, origin);
    origin.members.push(member);
  };
  const objects = foundObjects(findings);
  for (const object of objects) {
    const { fromFile, isDrawn, source } = object;
    const member = memberOf(object, labelOf, false);
    if (fromFile) add('file', fromFile.file, member, fromFile);
    else if (isDrawn) add('drawn', '', member);
    else add('model', `${source.model} ${source.version}`, member);
  }
  for (const object of objects.filter(({ edits, isDrawn }) => isEdited(edits) && !isDrawn)) {
    add('before-edits', '', memberOf(object, labelOf, true));
  }
  const each = [...origins.values()];
  return [...each, ...masksTogether(each)];
}

/** Files of one mask each, as programs write one of each organ, are one result as well, unless two are of the same. Last, so that no other loses its place. */
function masksTogether(origins: readonly Origin[]): readonly Origin[] {
  const masks = origins.flatMap(({ kind, members: [only, ...others] }) =>
    kind === 'file' && only?.isNamed && only.label === 1 && others.length === 0 ? [only] : [],
  );
  const titles = new Set(masks.map(({ title }) => plainTitle(title)));
  if (masks.length < 2 || titles.size < masks.length) return [];
  return [{ id: 'masks' as OriginId, kind: 'masks', name: '', number: masks.length, members: masks }];
}

function memberOf(object: FoundObject, labelOf: (object: FoundObject) => number, isBase: boolean): Member {
  const { id, title, fromFile, isRenamed } = object;
  const isNumber =
    fromFile && fromFile.name === undefined && plainTitle(title).endsWith(String(fromFile.label));
  const label = fromFile?.label ?? labelOf(object);
  return { id, title, label, isNamed: !isNumber || isRenamed === true, isBase };
}

/** Two members that are compared. */
export interface Pair {
  /** Why they belong together: `label` where one of them has no name. */
  readonly by: 'chosen' | 'name' | 'label';
  readonly reference: Member;
  readonly other: Member;
}

export interface Pairing {
  readonly pairs: readonly Pair[];
  /** Without a counterpart. */
  readonly onlyReference: readonly Member[];
  readonly onlyOther: readonly Member[];
}

/**
 * Which objects of two results belong together: those whose names `keysOf` finds alike, each once; where one of two has only a number, those of one
 * label, unless it is the number 1 of a file of nothing else: that says inside, and not what. `chosen` goes before, by the reference's key: a
 * counterpart, or none.
 */
export function pairUp(
  references: readonly Member[],
  others: readonly Member[],
  keysOf: (title: string) => readonly string[],
  chosen: ReadonlyMap<string, string | undefined> = new Map(),
): Pairing {
  const left = new Set(others);
  const pairs = new Map<Member, Pair>();
  const take = (reference: Member, other: Member | undefined, by: Pair['by']) => {
    if (!other) return;
    pairs.set(reference, { by, reference, other });
    left.delete(other);
  };
  const isChosen = (member: Member) => chosen.has(memberKey(member));
  for (const reference of references.filter(isChosen)) {
    const wanted = chosen.get(memberKey(reference));
    take(
      reference,
      [...left].find((other) => memberKey(other) === wanted),
      'chosen',
    );
  }
  const open = () => references.filter((member) => !pairs.has(member) && !isChosen(member));
  // The very same object, as it is and as it was.
  for (const reference of open())
    take(
      reference,
      [...left].find(({ id }) => id === reference.id),
      'name',
    );
  for (const reference of open()) {
    const keys = new Set(keysOf(plainTitle(reference.title)));
    const isAlike = ({ title }: Member) => keysOf(plainTitle(title)).some((key) => keys.has(key));
    take(reference, [...left].find(isAlike), 'name');
  }
  const isInside = (members: readonly Member[]) =>
    members.length === 1 && members[0]?.label === 1 && !members[0].isNamed;
  const areLabels = !isInside(references) && !isInside(others);
  for (const reference of areLabels ? open() : []) {
    const isAlike = (other: Member) =>
      other.label === reference.label && !(other.isNamed && reference.isNamed);
    take(reference, [...left].find(isAlike), 'label');
  }
  return {
    pairs: references.flatMap((reference) => pairs.get(reference) ?? []),
    onlyReference: references.filter((member) => !pairs.has(member)),
    onlyOther: [...left],
  };
}

/** By which a member is known among those of both results. */
export function memberKey({ id, isBase }: Pick<Member, 'id' | 'isBase'>): string {
  return isBase ? `${id} before` : id;
}

/** Without the number that it got because another was called so. */
function plainTitle(title: string): string {
  return title.replace(/ \(\d+\)$/, '');
}

/** A pair and how it differs; undefined while that is computed. */
export interface ComparedPair extends Pair {
  readonly figures: PairFigures | undefined;
}

/** What is saved of a comparison. */
export interface Comparison {
  /** As people call the two results. */
  readonly reference: string;
  readonly other: string;
  readonly pairs: readonly ComparedPair[];
  readonly onlyReference: readonly string[];
  readonly onlyOther: readonly string[];
}

export const COMPARISON_COLUMNS = [
  'reference',
  'other',
  'dice',
  'jaccard',
  'reference_ml',
  'other_ml',
  'difference_ml',
  'difference_percent',
  'assd_mm',
  'hd95_mm',
  'hausdorff_mm',
] as const;

/** Of the CSV: a line for each pair, then one for each object that has no counterpart. */
function cellsOf({ pairs, onlyReference, onlyOther }: Comparison): readonly (readonly string[])[] {
  const empty = COMPARISON_COLUMNS.slice(2).map(() => '');
  return [
    ...pairs.map(({ reference, other, figures }) => [
      reference.title,
      other.title,
      ...numbersOf(figures).map((value) => (value === undefined ? '' : String(Number(value.toPrecision(6))))),
    ]),
    ...onlyReference.map((title) => [title, '', ...empty]),
    ...onlyOther.map((title) => ['', title, ...empty]),
  ];
}

function numbersOf(figures: PairFigures | undefined): readonly (number | undefined)[] {
  return [
    figures?.dice,
    figures?.jaccard,
    figures?.referenceMl,
    figures?.otherMl,
    figures?.differenceMl,
    figures?.differencePercent,
    figures?.assdMm,
    figures?.hd95Mm,
    figures?.hausdorffMm,
  ];
}

/** RFC 4180. */
export function comparisonCsv(comparison: Comparison): string {
  return csvOf([COMPARISON_COLUMNS, ...cellsOf(comparison)]);
}

/** To be pasted into a spreadsheet: cells part at tabs. */
export function comparisonTsv(comparison: Comparison): string {
  const cell = (text: string) => harmless(text.replace(/[\t\r\n]+/g, ' '));
  return [COMPARISON_COLUMNS, ...cellsOf(comparison)]
    .map((line) => `${line.map(cell).join('\t')}\n`)
    .join('');
}

/** The same for programs: what has no value is null. docs/comparison.md says what the figures are. */
export function comparisonJson(comparison: Comparison): string {
  const { reference, other, pairs, onlyReference, onlyOther } = comparison;
  const told = {
    format: 'parse3d-comparison',
    formatVersion: 1,
    notice: 'Research use only. Not a medical device.',
    ...{ reference, other },
    pairs: pairs.map((pair) => ({
      reference: pair.reference.title,
      other: pair.other.title,
      ...nulls(pair.figures),
    })),
    ...{ onlyReference, onlyOther },
  };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}

function nulls(figures: PairFigures | undefined): Readonly<Record<string, number | null>> {
  return Object.fromEntries(Object.entries(figures ?? {}).map(([name, value]) => [name, value ?? null]));
}

/** By what the pairs can be put in order. */
export const PAIR_COLUMNS = [
  'name',
  'dice',
  'jaccard',
  'referenceMl',
  'otherMl',
  'differenceMl',
  'differencePercent',
  'assdMm',
  'hd95Mm',
  'hausdorffMm',
] as const;
export type PairColumn = (typeof PAIR_COLUMNS)[number];

export interface PairOrder {
  readonly column: PairColumn;
  readonly isDescending: boolean;
}

/** `pairs` in order; what has no value in that column comes last, whichever way. */
export function orderPairs(
  pairs: readonly ComparedPair[],
  { column, isDescending }: PairOrder,
): readonly ComparedPair[] {
  const sign = isDescending ? -1 : 1;
  if (column === 'name') {
    const compare = (a: ComparedPair, b: ComparedPair) =>
      a.reference.title.localeCompare(b.reference.title, 'en', { numeric: true });
    return pairs.toSorted((a, b) => sign * compare(a, b));
  }
  return pairs.toSorted((a, b) => {
    const [one, other] = [a.figures?.[column], b.figures?.[column]];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined);
    }
    return sign * (one - other);
  });
}
