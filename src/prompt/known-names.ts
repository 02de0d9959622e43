import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { asksAside, asksElsewhere, changesMeaning, partsIn } from './changing-words.ts';
import { tellsSite } from './headings.ts';
import { namesWithin } from './name-within.ts';
import {
  gist,
  isFiller,
  nameKey,
  normalForm,
  possibleNames,
  saysHowTaken,
  withoutFiller,
} from './normalize.ts';
import { isRange, rangeOf } from './ranges.ts';
import { isOnSide, onSide, other, sideWithin } from './side.ts';
import { mayTellSide, sidedPair } from './side-beside.ts';
import { edits } from './spelling.ts';
import { otherForms } from './word-forms.ts';

/** What one name means: a structure, or the members of a group. */
export interface Known {
  readonly members: readonly StructureId[];
  readonly isGroup: boolean;
}

export interface Vocabulary {
  /** By `nameKey`. */
  readonly names: ReadonlyMap<string, Known>;
  /**
   * Names that are recognised with a slip of the keyboard in them: long, and with a word of a structure's own name, for a
   * slip in a name of another language is too often a word of a third.
   */
  readonly longNames: ReadonlyMap<string, Known>;
  /** Words of names of single structures that have more than one: "kidney" of "left kidney". */
  readonly halves: ReadonlySet<string>;
  readonly nameOf: (id: StructureId) => string;
  /** In the pack's order. */
  readonly ids: readonly StructureId[];
  /** The most words that can name anything: what is longer is not looked up. */
  readonly mostWords: number;
}

/** Words that a name may have besides its own: "on the left hand side" behind it, "the" before. */
const SPARE_WORDS = 6;

const vocabularies = new WeakMap<readonly Structure[], WeakMap<readonly StructureGroup[], Vocabulary>>();

/** Everything that the pack's manifest names. Of two that claim one name the first has it, and structures before groups. */
export function readVocabulary(
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): Vocabulary {
  const byGroups = vocabularies.get(structures) ?? new WeakMap<readonly StructureGroup[], Vocabulary>();
  vocabularies.set(structures, byGroups);
  const vocabulary = byGroups.get(groups) ?? indexed(structures, groups);
  byGroups.set(groups, vocabulary);
  return vocabulary;
}

function indexed(structures: readonly Structure[], groups: readonly StructureGroup[]): Vocabulary {
  const names = new Map<string, Known>();
  const add = (words: readonly string[], known: Known) => {
    for (const key of words.map(nameKey)) if (!names.has(key)) names.set(key, known);
  };
  for (const { id, name, synonyms } of structures) {
    add([name, id, ...synonyms], { members: [id], isGroup: false });
  }
  for (const { names: words, members } of groups) add(words, { members, isGroup: true });
  const owned = structures
    .flatMap(({ name }) => name.split(' ').map(nameKey))
    .filter((word) => word.length >= SHORTEST && !/^(?:left|right)$/.test(word));
  const longNames = new Map(
    [...names].filter(([key]) => key.length >= LONG && owned.some((word) => key.includes(word))),
  );
  for (const [form, known] of otherForms((name) => names.get(nameKey(name)))) add([form], known);
  const severalWords = [...names].filter(([key, { isGroup }]) => !isGroup && key.includes(' '));
  const shown = new Map(structures.map(({ id, name }) => [id, name]));
  return {
    names,
    longNames,
    halves: new Set(severalWords.flatMap(([key]) => key.split(' '))),
    nameOf: (id) => shown.get(id) ?? id,
    ids: structures.map(({ id }) => id),
    mostWords: Math.max(...[...names.keys()].map((key) => key.split(' ').length), 1) + SPARE_WORDS,
  };
}

const LONG = 6;
/** Letters of the shortest word that names a structure by itself. */
const SHORTEST = 5;
const VERY_LONG = 10;
/** Members of the largest group that a sentence may name in passing: kidneys, adrenal glands. */
const PAIR = 2;

/** What `part` names, whatever polite words stand round it; undefined where the vocabulary does not have it. */
export function knownAs(part: string, vocabulary: Vocabulary): Known | undefined {
  const plain = normalForm(part);
  if (asksElsewhere(part) || asksAside(plain) || namesPart(plain, vocabulary)) return undefined;
  const sided = sidedPair(part, (text) => spelled(text, vocabulary), vocabulary);
  if (sided === 'unclear') return undefined;
  return (
    sided ??
    spelled(part, vocabulary) ??
    rangeOf(part, (text) => spelled(text, vocabulary), vocabulary) ??
    withSlip(nameKey(withoutFiller(part)), vocabulary)
  );
}

/** "Abdominal aorta" is not all of the aorta, unless the pack calls it so. */
function namesPart(plain: string, { names }: Vocabulary): boolean {
  return partsIn(plain).some((part) => !names.has(nameKey(part)));
}

/** The name that `part` is to the letter, whatever polite words stand round it. */
function spelled(part: string, { names, mostWords }: Vocabulary): Known | undefined {
  const plain = normalForm(part);
  for (const text of [...possibleNames(part, mostWords), bracketFirst(part)]) {
    const known = names.get(nameKey(text));
    // "T1 axial" is a sequence, "T1" a vertebra.
    if (known && (text === plain || !isFiller(text) || !saysHowTaken(plain))) return known;
  }
  return undefined;
}

/** The long name that `core` is but for a slip of the keyboard; no text encoder answers with several structures. */
function withSlip(core: string, { longNames }: Vocabulary): Known | undefined {
  for (const [name, known] of longNames) {
    const [least, allowed] = known.isGroup ? [LONG - 1, name.length >= VERY_LONG ? 2 : 1] : [LONG + 1, 1];
    if (core[0] !== name[0] || core.length < least || core.length > name.length + 1 + allowed) continue;
    // No slip, but another one: "left rib 13".
    if (numbersIn(core) !== numbersIn(name)) continue;
    // A key is in the singular.
    if (edits(core, name) <= allowed || edits(core, `${name}s`) <= allowed) return known;
  }
  return undefined;
}

/** The words of `key` with a number in them. */
function numbersIn(key: string): string {
  return key.match(/\S*\d\S*/g)?.join(' ') ?? '';
}

/** What a sentence is about, as `knownAs`, or with other words in it that change nothing (name-within.ts). */
export function meantBy(part: string, vocabulary: Vocabulary): Known | undefined {
  const known = knownAs(part, vocabulary);
  const plain = normalForm(part);
  if (known || asksElsewhere(part) || tellsSite(part) || isRange(part) || namesPart(plain, vocabulary))
    return known;
  if (sidedPair(part, (text) => spelled(text, vocabulary), vocabulary) === 'unclear') return undefined;
  const named = (words: string) => {
    if (isFiller(words) && saysHowTaken(plain)) return undefined;
    const found = vocabulary.names.get(nameKey(words));
    // "Everything" and the like are words of other sentences too.
    return found && found.members.length <= PAIR ? found : undefined;
  };
  const found = together(
    namesWithin(part, (words) => named(words) !== undefined).flatMap((name) => named(name) ?? []),
  );
  if (!found) {
    // A circumstance may say which side is meant.
    const isBare = !sideWithin(part) && !changesMeaning(plain);
    return isBare ? withSlip(nameKey(gist(part)), vocabulary) : undefined;
  }
  const side = sideWithin(part);
  if (!side) return found.isGroup && mayTellSide(part) ? undefined : found;
  // "left middle lobe", where there is a right one
  if (!found.isGroup) return isOnSide(found, other(side), vocabulary) ? undefined : found;
  const members = onSide(found, side, vocabulary);
  return members.length > 0 ? { members, isGroup: false } : undefined;
}

function together(found: readonly Known[]): Known | undefined {
  const [first, ...others] = found;
  if (!first || others.length === 0) return first;
  return { members: [...new Set(found.flatMap(({ members }) => members))], isGroup: true };
}

/** "bladder (urinary)" as "urinary bladder". */
function bracketFirst(part: string): string {
  return withoutFiller(part.replace(/^([^()]+)\(([^()]+)\)/u, '$2 $1'));
}

/** The two of a pair: kidneys, and not the two lobes of the left lung. */
function isBothSides(known: Known, vocabulary: Vocabulary): boolean {
  return (
    known.members.length === PAIR &&
    isOnSide(known, 'left', vocabulary) &&
    isOnSide(known, 'right', vocabulary)
  );
}

/** The names that `part` strings together without anything between: "liver spleen kidneys". Undefined for anything else. */
export function runOfNames(part: string, vocabulary: Vocabulary): readonly string[] | undefined {
  const { names, halves, mostWords } = vocabulary;
  const words = withoutFiller(part).split(' ');
  const found: string[] = [];
  let from = 0;
  while (from < words.length) {
    let to = Math.min(words.length, from + mostWords);
    const name = () => words.slice(from, to).join(' ');
    // "adrenal" and the like are as often half of another name as a name.
    const isWhole = () => {
      const key = nameKey(name());
      const known = names.get(key);
      const isPair = known !== undefined && !halves.has(key) && isBothSides(known, vocabulary);
      return known !== undefined && (!known.isGroup || name().endsWith('s') || isPair);
    };
    while (to > from && !isWhole()) to--;
    if (to === from) return undefined;
    found.push(name());
    from = to;
  }
  return found.length > 1 ? found : undefined;
}
