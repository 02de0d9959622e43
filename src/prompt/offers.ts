import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { changesMeaning, denies, isChanging, isCode, isLookalike, isPartLeftOut } from './changing-words.ts';
import { abbreviated, besideWhat, described, remaining } from './described.ts';
import { isFillerWord, wordsOfPlain } from './filler-words.ts';
import { tellsSite } from './headings.ts';
import { type Known, knownAs, readVocabulary, type Vocabulary } from './known-names.ts';
import { nameKey, normalForm } from './normalize.ts';
import { tellsPictureSide, withoutPictureSide } from './picture-side.ts';
import { tellsAbsence, withoutDenied } from './report-lines.ts';
import { isReport } from './report-text.ts';
import { onSide, type Side, sideOf } from './side.ts';
import { edits } from './spelling.ts';
import { asksForState, withoutState } from './state-questions.ts';
import { isUnspaced, separated } from './unspaced.ts';
import { withoutWhole } from './whole-organ.ts';
import sets from './words/sets.json' with { type: 'json' };

/** Letters of the shortest name that is found among words which nobody knows. */
const SHORTEST = 3;
/** Members of the largest group that is offered: kidneys, adrenal glands. */
const PAIR = 2;
/** Shorter words are other words with one letter changed. */
const LEAST_FOR_A_SLIP = 5;
/** What is named may be what is not there, or not wanted. */
const PERHAPS_NOT = /\b(?:no|without|except|but|absent|ohne|sans|sin|senza|sem|zonder|bez)\b/;

/** An organ, and what is to be left out of it. */
const WITHOUT = new RegExp(
  `^(.+?) (?:${[...sets.except, 'hors', 'ignore']
    .map(normalForm)
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length)
    .join('|')}) (.+)$`,
  'u',
);

/**
 * What a text that was not understood may be asking for: the structures whose names stand in it, in their order, whatever other
 * words there are. Somebody has to agree before any is outlined. None where a word says that something else is meant, as
 * with "stone in the kidney", or that what is named is not wanted.
 */
export function offersFor(
  text: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): readonly StructureId[] {
  const plain = normalForm(text);
  if (isCode(text) || isReport(text) || tellsSite(text) || tellsAbsence(text)) return [];
  if (tellsPictureSide(text)) return offersFor(withoutPictureSide(text), structures, groups);
  if (asksForState(text)) return offersFor(withoutState(text), structures, groups);
  const vocabulary = readVocabulary(structures, groups);
  const words = separated(wordsOfPlain(plain), vocabulary);
  const named = namesIn(words, vocabulary);
  const left = remaining(
    words,
    named.map(({ known }) => known),
    vocabulary,
  );
  if (left.length > 0) return left;
  const whole = withoutWhat(plain, vocabulary);
  if (denies(plain)) return whole.ofPart;
  const meant = toldOf(plain, vocabulary)?.members ?? describedIn(plain, words, vocabulary);
  if (meant) return meant;
  const asked = normalForm(withoutDenied(withoutWhole(text), false));
  if (asked !== plain) return offersFor(asked, structures, groups);
  if (whole.ofAny.length > 0) return whole.ofAny;
  const lying = knownAs(besideWhat(plain) ?? '', vocabulary);
  if (lying) return lying.members;
  if (PERHAPS_NOT.test(plain) || changesMeaning(wordsOfPlain(plain).join(' '))) return [];
  const found = named.flatMap(({ known, ...at }) => withSideNearby(known, words, at, vocabulary));
  return found.length > 0 ? [...new Set(found)] : nearlyNamed(words, structures, vocabulary);
}

/**
 * The organs of which a text leaves something out that has no name here, so that all of them can only be offered: "the liver without its
 * vessels". `ofPart`: those of which a part is left out, or what was found in them.
 */
function withoutWhat(
  plain: string,
  vocabulary: Vocabulary,
): { readonly ofAny: readonly StructureId[]; readonly ofPart: readonly StructureId[] } {
  const [, organ = '', left = ''] = WITHOUT.exec(plain) ?? [];
  const namedIn = (text: string) => namesIn(separated(wordsOfPlain(text), vocabulary), vocabulary);
  const isPart = isPartLeftOut(left);
  const isWanted = organ !== '' && !denies(organ) && !PERHAPS_NOT.test(organ);
  if (!isWanted || (!isPart && namedIn(left).length > 0)) return { ofAny: [], ofPart: [] };
  const ofAny =
    knownAs(organ, vocabulary)?.members ??
    (isPart && !changesMeaning(organ) ? namedIn(organ).flatMap(({ known }) => known.members) : []);
  return { ofAny, ofPart: isPart ? ofAny : [] };
}

/** What `text` may ask for is a guess however sure a text encoder is: it describes, abbreviates, asks how something is, or speaks of what is left. */
export function isGuess(
  text: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): boolean {
  const vocabulary = readVocabulary(structures, groups);
  const plain = normalForm(text);
  const words = separated(wordsOfPlain(plain), vocabulary);
  const names = namesIn(words, vocabulary).map(({ known }) => known);
  return (
    asksForState(text) ||
    tellsPictureSide(text) ||
    described(plain, vocabulary) !== undefined ||
    remaining(words, names, vocabulary).length > 0 ||
    words.some(
      (word) => !vocabulary.names.has(nameKey(word)) && abbreviated(word, words, vocabulary) !== undefined,
    )
  );
}

interface Named {
  readonly known: Known;
  readonly from: number;
  readonly to: number;
}

function namesIn(words: readonly string[], vocabulary: Vocabulary): readonly Named[] {
  const found: Named[] = [];
  for (let from = 0; from < words.length; ) {
    const short = () => abbreviated(words[from] ?? '', words, vocabulary);
    const named = longestName(words, from, vocabulary) ?? { known: short(), to: from + 1 };
    if (named.known) found.push({ known: named.known, from, to: named.to });
    from = named.to;
  }
  return found;
}

function describedIn(
  plain: string,
  words: readonly string[],
  vocabulary: Vocabulary,
): readonly StructureId[] | undefined {
  const meant = described(plain, vocabulary);
  return meant && (meant === 'something else' ? [] : withSideOf(meant, words, vocabulary));
}

function withSideOf(known: Known, words: readonly string[], vocabulary: Vocabulary): readonly StructureId[] {
  const [side, another] = new Set(words.flatMap((word) => (word.length >= SHORTEST && sideOf(word)) || []));
  return withSide(known, another ? undefined : side, vocabulary);
}

function withSide(known: Known, side: Side | undefined, vocabulary: Vocabulary): readonly StructureId[] {
  const members = side ? onSide(known, side, vocabulary) : [];
  return members.length > 0 ? members : known.members;
}

/** What a sentence of a report says something of: "The aorta is normal in calibre with calcifications." It may be what is to be outlined. */
function toldOf(plain: string, vocabulary: Vocabulary): Known | undefined {
  const words = wordsOfPlain(plain);
  const from = words.findIndex((word) => !ARTICLES.has(word));
  const named = from < 0 ? undefined : longestName(words, from, vocabulary);
  const isTold = named && named.to < words.length - 1 && TELLING.has(words[named.to] ?? '');
  return isTold ? named.known : undefined;
}

const ARTICLES = new Set(
  'the both die der das le la les el los las il lo gli i l o a os as de het'.split(' '),
);
/** Verbs and adjectives with which reports begin what they say of an organ. */
const TELLING = new Set(
  (
    'is are appears appear enhances enhance measures measure demonstrates remains normal unremarkable homogeneous ist sind misst messen stellt zeigt erscheint imponiert ' +
    'unauffällig homogen normal regelrecht est sont mesure mesurent apparaît normale es son está están mide miden presenta è sono misura misurano appare presenta é são mede medem ' +
    'apresenta normodistendida normodistendido is zijn meet toont jest są ma'
  ).split(' '),
);

/**
 * What the only word that says anything begins, or is but for a slip: "blad", "aortha". Both sides of a pair, for the side is
 * not said. None where it may be more than one thing.
 */
function nearlyNamed(
  words: readonly string[],
  structures: readonly Structure[],
  vocabulary: Vocabulary,
): readonly StructureId[] {
  const { names } = vocabulary;
  const telling = words.filter((word) => !isFillerWord(word, 'before') && !sideOf(word));
  const [word = ''] = telling;
  if (telling.length !== 1 || word.length < SHORTEST) return [];
  const side = words.map(sideOf).find(Boolean);
  const organs = structures.map(({ id, name }) => ({
    id,
    name,
    organ: nameKey(name).replace(/^(?:left|right) /, ''),
  }));
  const meant = organs.filter(
    ({ organ }) =>
      organ.split(' ').some((part) => part.startsWith(word)) ||
      (word.length >= LEAST_FOR_A_SLIP && word[0] === organ[0] && edits(word, organ) <= 1),
  );
  const own = side ? meant.filter(({ name }) => nameKey(name).startsWith(side)) : meant;
  const isOne = new Set(meant.map(({ organ }) => organ)).size === 1 && !names.has(nameKey(word));
  return isOne ? (own.length > 0 ? own : meant).map(({ id }) => id) : slipOf(word, side, vocabulary);
}

/** What `word` is in any language but for a slip of the keyboard: "esofajo". */
function slipOf(word: string, side: Side | undefined, vocabulary: Vocabulary): readonly StructureId[] {
  const key = nameKey(word);
  if (key.length < LEAST_FOR_A_SLIP || isChanging(key) || isLookalike(key)) return [];
  const alike = [...vocabulary.names].filter(
    ([name, { members }]) =>
      name.length >= LEAST_FOR_A_SLIP &&
      name[0] === key[0] &&
      members.length <= PAIR &&
      Math.abs(name.length - key.length) <= 1 &&
      edits(name, key) === 1,
  );
  const [found, another] = new Map(alike.map(([, known]) => [known.members.join(' '), known])).values();
  return found && !another ? withSide(found, side, vocabulary) : [];
}

function longestName(
  words: readonly string[],
  from: number,
  { names, mostWords }: Vocabulary,
): { readonly known: Known; readonly to: number } | undefined {
  for (let to = Math.min(words.length, from + mostWords); to > from; to--) {
    const name = words.slice(from, to).join(' ');
    const isShort = name.length < SHORTEST && !isUnspaced(name);
    const known = isShort || sideOf(name) ? undefined : names.get(nameKey(name));
    if (known && known.members.length <= PAIR) return { known, to };
  }
  return undefined;
}

/**
 * Of a pair the one whose side stands just before the name or behind it, unless both sides do; with "right kidney" the left
 * one too where "left and" stands before.
 */
function withSideNearby(
  known: Known,
  words: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  vocabulary: Vocabulary,
): readonly StructureId[] {
  if (!known.isGroup) {
    const other = words
      .slice(Math.max(0, from - 3), from)
      .map(sideOf)
      .findLast(Boolean);
    return [...(other ? onSide(known, other, vocabulary) : []), ...known.members];
  }
  const near = [...words.slice(Math.max(0, from - 3), from), ...words.slice(to, to + 3)];
  const sides = [...new Set(near.flatMap((word) => (word.length >= SHORTEST && sideOf(word)) || []))];
  const [side, other] = sides;
  if (!side || other) return known.members;
  const members = onSide(known, side, vocabulary);
  return members.length > 0 ? members : known.members;
}
