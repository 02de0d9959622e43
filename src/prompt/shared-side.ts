import type { Known, Vocabulary } from './known-names.ts';
import { normalForm } from './normalize.ts';
import { onSide, sideWord } from './side.ts';

/** More than one, in languages that end it so: "kidneys", "Nieren", "njurar", "reni", "почки". */
const PLURAL = /(?:s|en|ar|rer|[iи])$/u;

/** Members of a group that has a left and a right. */
const PAIR = 2;

/**
 * "Kidney and adrenal on the left" asks for two on that side: of `parts`, which only "and" tells apart, those before the last in the singular and
 * without a side have the side that stands behind the last. "Kidneys" are both all the same.
 */
export function withSharedSide(
  parts: readonly string[],
  named: (text: string) => Known | undefined,
  vocabulary: Vocabulary,
): readonly string[] {
  const words = normalForm(parts.at(-1) ?? '').split(' ');
  const at = words.findIndex((word) => sideWord(word) !== undefined);
  const side = sideWord(words[at] ?? '');
  if (parts.length < 2 || !side) return parts;
  const isPair = (text: string) => {
    const known = named(text);
    return (
      known?.isGroup === true && known.members.length === PAIR && onSide(known, side, vocabulary).length === 1
    );
  };
  // What stands between the noun and the side only leads to it: "del lado".
  const isBehind = words.slice(0, at).some((_, n) => isPair(words.slice(0, n + 1).join(' ')));
  if (!isBehind) return parts;
  return parts.map((part, n) =>
    n < parts.length - 1 && !PLURAL.test(normalForm(part)) && isPair(part) ? `${part} ${side}` : part,
  );
}
