import type { StructureId } from '#model/prompt.ts';
import type { Known, Vocabulary } from './known-names.ts';
import { nameKey, normalForm, withoutFiller } from './normalize.ts';
import words from './words/sides.json' with { type: 'json' };

export type Side = 'left' | 'right';

const LEFT = new Set(words.left);
const RIGHT = new Set(words.right);

/** The side that `word`, in lower case, is wherever it stands. */
export function sideWord(word: string): Side | undefined {
  if (LEFT.has(word)) return 'left';
  return RIGHT.has(word) ? 'right' : undefined;
}

/** The side that `part` is, if it is nothing but a side. */
export function sideOf(part: string): Side | undefined {
  const word = withoutFiller(part)
    .replace(/^.* (?=\S+ one$)/, '')
    .replace(/^(?:but )?(?:only|just|nur|seulement|solo) (?:the )?/, '')
    .replace(/ (?:hand )?(?:sided?|one)$/, '');
  return sideWord(word);
}

/** The only side that a text speaks of. */
export function sideWithin(text: string): Side | undefined {
  const sides = new Set(
    normalForm(text)
      .split(' ')
      .flatMap((word) => sideWord(word) ?? []),
  );
  const [side] = sides;
  return sides.size === 1 ? side : undefined;
}

export const other = (side: Side): Side => (side === 'left' ? 'right' : 'left');

/** Some member of `known` is one of a pair, the one on `side`. */
export function isOnSide({ members }: Known, side: Side, { nameOf }: Vocabulary): boolean {
  return members.some((id) => nameKey(nameOf(id)).startsWith(`${side} `));
}

/** What is asked for with `side` and the organ of `known`: its twin, itself, or of a group the members on that side. */
export function onSide(
  known: Known | undefined,
  side: Side,
  { names, nameOf }: Vocabulary,
): readonly StructureId[] {
  const twins = (known?.members ?? []).flatMap((id) => {
    const name = nameKey(nameOf(id));
    if (!/^(?:left|right) /.test(name)) return [];
    return names.get(name.replace(/^\w+/, side))?.members ?? [];
  });
  return [...new Set(twins)];
}
