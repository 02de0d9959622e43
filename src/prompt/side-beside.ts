import { isFillerWord, wordsOfPlain } from './filler-words.ts';
import type { Known, Vocabulary } from './known-names.ts';
import { isFiller, nameKey, normalForm } from './normalize.ts';
import { onSide, type Side, sideWord } from './side.ts';
import sides from './words/sides.json' with { type: 'json' };

const BESIDE: ReadonlyMap<string, Side | 'unclear'> = new Map([
  ...sides.leftBeside.map((word) => [word, 'left'] as const),
  ...sides.rightBeside.map((word) => [word, 'right'] as const),
  ...sides.perhaps.map((word) => [word, 'unclear'] as const),
]);

/** Members of a group that has a left and a right. */
const PAIR = 2;

/** The side that `text` is, if it is nothing but a short word for one, which elsewhere may be another word: "der", "dx". */
export function shortSideOf(text: string): Side | undefined {
  const side = BESIDE.get(bare(text));
  return side === 'unclear' ? undefined : side;
}

/** Somewhere in `text` is a short word for a side that changes nothing otherwise: "nieren van de patiënt, re". */
export function mayTellSide(text: string): boolean {
  return text.split(/\s+/).some((token) => BESIDE.has(bare(token)) && !isFiller(bare(token)));
}

/**
 * What `part` names, if it is a pair with a word for a side right beside it, however short: "riñón der.", "li. Niere". 'unclear'
 * where that word may be a side or may not: which of the two is meant nobody knows then. `named`: what a text without the side means.
 */
export function sidedPair(
  part: string,
  named: (text: string) => Known | undefined,
  vocabulary: Vocabulary,
): Known | 'unclear' | undefined {
  const tokens = part
    .replace(/[([（]/g, ' $&')
    .trim()
    .split(/\s+/);
  if (tokens.length > vocabulary.mostWords) return undefined;
  const paired = (words: readonly string[]) =>
    words.length > 0 ? asPair(named(words.join(' ')), vocabulary) : undefined;
  const beside = tokens.flatMap((token, n): Beside | [] => {
    const sure = sideWord(bare(token));
    const side = sure ?? BESIDE.get(bare(token));
    if (!side) return [];
    const isArticle = !sure && isFiller(bare(token)) && !token.endsWith('.');
    const [before, after] = [tokens.slice(0, n), tokens.slice(n + 1)];
    const isNear = (word: string | undefined, where: 'before' | 'after') =>
      sure !== undefined || (word !== undefined && !isFillerWord(normalForm(word), where));
    const behind = isNear(before.at(-1), 'after') ? paired(before) : undefined;
    const ahead = !isArticle && isNear(after[0], 'before') ? paired(after) : undefined;
    const isGerman = isArticle && tellsWhose(before, after);
    return isGerman || !(sure || behind || ahead)
      ? []
      : { token, side, sure, isArticle, before, after, behind, ahead };
  });
  const sides = new Set(beside.map(({ side }) => side).filter((side) => side !== 'unclear'));
  // The two are told apart first.
  if (sides.size > 1) return beside.every(({ sure }) => sure) ? undefined : 'unclear';
  const found = beside.find(
    ({ before, after, behind, ahead }) =>
      (behind && isNothing(after, 'after')) || (ahead && isNothing(before, 'before')),
  );
  return found && meant(found, vocabulary);
}

interface Beside {
  readonly token: string;
  readonly side: Side | 'unclear';
  readonly sure: Side | undefined;
  /** The word is one that elsewhere changes nothing: "der", "d". */
  readonly isArticle: boolean;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What is named before it, and after it. */
  readonly behind: Known | undefined;
  readonly ahead: Known | undefined;
}

function meant(
  { token, side, sure, isArticle, before, after, behind, ahead }: Beside,
  vocabulary: Vocabulary,
): Known | 'unclear' | undefined {
  const isBehind = behind !== undefined && isNothing(after, 'after');
  const pair = isBehind ? behind : ahead;
  const isEnglish = !sure && pair !== undefined && isOwnWord(isBehind ? before : after, pair, vocabulary);
  // "kidneys sag" is a plane.
  if (side === 'unclear') return isEnglish && bare(token).length > 1 ? undefined : 'unclear';
  const isShort = !isBehind || bare(token).length === 1;
  if ((isArticle && after.length > 0) || (isEnglish && isShort)) return 'unclear';
  const members = onSide(pair, side, vocabulary);
  return members.length > 0 ? { members, isGroup: false } : 'unclear';
}

/** `words` only surround a name on that side of it, and none of them is a side. */
function isNothing(words: readonly string[], where: 'before' | 'after'): boolean {
  const hasSide = words.some((word) => sideWord(bare(word)) !== undefined || BESIDE.has(bare(word)));
  const all = wordsOfPlain(normalForm(words.join(' ')));
  return words.length === 0 || (!hasSide && all.every((word) => isFillerWord(word, where)));
}

const GERMAN = /nieren?$/i;

/**
 * The article between tells whose: "die Nieren der Patientin". Where a side is told as well it stands before what has it, or behind:
 * "Oberlappen der linken Lunge", "Oberlappen der Lunge links".
 */
function tellsWhose(before: readonly string[], after: readonly string[]): boolean {
  const [next = ''] = after;
  const isSide = (word: string) => sideWord(bare(word)) !== undefined;
  const isBehind = next.length > 2 && !isFillerWord(normalForm(next), 'after') && after.some(isSide);
  const isBefore = after.slice(0, -1).some(isSide);
  return (isBehind && !isSide(next)) || isBefore || (after.length > 0 && GERMAN.test(before.at(-1) ?? ''));
}

function asPair(known: Known | undefined, vocabulary: Vocabulary): Known | undefined {
  const isPair = known?.isGroup && known.members.length === PAIR;
  return isPair && onSide(known, 'left', vocabulary).length === 1 ? known : undefined;
}

/** `words` have the one by which the pack itself calls the pair, so that it is English. */
function isOwnWord(words: readonly string[], { members: [first] }: Known, { nameOf }: Vocabulary): boolean {
  const own = nameKey(first === undefined ? '' : nameOf(first)).split(' ');
  return words.some((word) => own.includes(nameKey(word)));
}

function bare(token: string): string {
  return token
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[([]|[)\].,;:!?]+$/g, '');
}
