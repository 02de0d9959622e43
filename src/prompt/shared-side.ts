import type { Known, Vocabulary } from './known-names.ts';
import { normalForm } from './normalize.ts';
import { isOnSide, onSide, type Side, sideOf, sideWord } from './side.ts';

/** More than one, in languages that end it so: "kidneys", "Nieren", "njurar", "reni", "почки", "böbrekler". */
const PLURAL = /(?:s|en|ar|rer|l[ae]r[ıi]?|[iи]|nadnercza)$/u;
/** One or more, for all that the word tells. */
const MAYBE_PLURAL =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}\p{Script=Thai}\p{Script=Greek}]/u;
/** Both of a pair, whatever was said before. */
const BOTH =
  /(?:^| )(?:both|bilat(?:eral)?|two|pair|beide[nrs]?|zwei|deux|ambas|ambos|dos|due|entramb[ie]|duas|dois|ambas|twee|oba|obie|obydwa|dwa|обе|оба|два|iki|båda|begge)(?= |$)|[双雙两兩両]|양쪽|양측/u;

/** Members of a group that has a left and a right. */
const PAIR = 2;

/**
 * Of `parts`, which only "and" tells apart, those that name a pair in the singular and without a side have the side that stands behind the
 * last, "kidney and adrenal on the left", or else that of the one before them, "left kidney and adrenal". "Kidneys" are both all the same.
 */
export function withSharedSide(
  parts: readonly string[],
  named: (text: string) => Known | undefined,
  vocabulary: Vocabulary,
): readonly string[] {
  if (parts.length < 2) return parts;
  const found = new Map<string, Known | undefined>();
  const once = (text: string) => {
    if (!found.has(text)) found.set(text, named(text));
    return found.get(text);
  };
  const isSingular = (text: string) => !PLURAL.test(normalForm(text)) && isPair(once(text), vocabulary);
  const side = sideBehind(parts.at(-1) ?? '', (text) => isPair(once(text), vocabulary));
  if (side)
    return parts.map((part, n) => (n < parts.length - 1 && isSingular(part) ? `${part} ${side}` : part));
  const [first] = parts.flatMap(sidesIn);
  if (first === undefined) return parts;
  const isSided = (part: string) => {
    const known = sideOf(part) === undefined && sidesIn(part).length > 0 ? once(part) : undefined;
    return known !== undefined && !known.isGroup && isOnSide(known, first, vocabulary);
  };
  const isOne = (text: string) =>
    isSingular(text) && !MAYBE_PLURAL.test(text) && !BOTH.test(normalForm(text));
  return parts.map((part, n) =>
    n > 0 && isSided(parts[n - 1] ?? '') && isOne(part) ? `${first} ${part}` : part,
  );
}

/** "Kidney and adrenal, left": behind a sign the side is that of every pair among `parts`. undefined where none is one, or one has a side. */
export function withSideOfAll(
  parts: readonly string[],
  side: Side,
  named: (text: string) => Known | undefined,
  vocabulary: Vocabulary,
): readonly string[] | undefined {
  const isOfPair = parts.map((part) => isPair(named(part), vocabulary));
  if (parts.length < 2 || !isOfPair.includes(true) || parts.some((part) => sidesIn(part).length > 0))
    return undefined;
  return parts.map((part, n) => (isOfPair[n] ? `${side} ${part}` : part));
}

function isPair(known: Known | undefined, vocabulary: Vocabulary): boolean {
  const isTwo = known?.isGroup === true && known.members.length === PAIR;
  return isTwo && onSide(known, 'left', vocabulary).length === 1;
}

/** The side that stands behind the pair that `part` names; between the two is only what leads to it: "del lado". */
function sideBehind(part: string, isNoun: (text: string) => boolean): Side | undefined {
  const words = normalForm(part).split(' ');
  const at = words.findIndex((word) => sideWord(word) !== undefined);
  const isBehind = words.slice(0, at).some((_, n) => isNoun(words.slice(0, n + 1).join(' ')));
  return isBehind ? sideWord(words[at] ?? '') : undefined;
}

function sidesIn(part: string): readonly Side[] {
  const glued = [...part.matchAll(/[左右]|왼쪽|오른쪽|좌측|우측/gu)].map(([side]) => sideWord(side));
  return [...normalForm(part).split(' ').map(sideWord), ...glued].flatMap((side) => side ?? []);
}
