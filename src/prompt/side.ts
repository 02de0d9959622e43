import type { StructureId } from '#model/prompt.ts';
import type { Known, Vocabulary } from './known-names.ts';
import { nameKey, normalForm, withoutFiller } from './normalize.ts';

type Side = 'left' | 'right';

const LEFT =
  /^(?:left|l|lt|lft|links|linke|linker|linken|gauche|izquierd[oa]|sinistr[oa]|esquerd[oa]|lew[ay]|lewe|лева[яе]|левый|слева|sol|vänster|venstre|lev[áýé]|ліва|يسار|اليسرى|左|왼쪽)$/;
const RIGHT =
  /^(?:right|r|rt|rgt|rechts|rechte|rechter|rechten|droite?|derech[oa]|destr[oa]|direit[oa]|praw[ay]|prawe|права[яе]|правый|справа|sağ|höger|højre|høyre|prav[áýé]|права|يمين|اليمنى|右|오른쪽)$/;

/** The side that `part` is, if it is nothing but a side. */
export function sideOf(part: string): Side | undefined {
  const word = withoutFiller(part)
    .replace(/^.* (?=\S+ one$)/, '')
    .replace(/^(?:but )?(?:only|just|nur|seulement|solo) (?:the )?/, '')
    .replace(/ (?:hand )?(?:sided?|one)$/, '');
  if (LEFT.test(word)) return 'left';
  return RIGHT.test(word) ? 'right' : undefined;
}

/** The only side that a text speaks of. */
export function sideWithin(text: string): Side | undefined {
  const words = normalForm(text).split(' ');
  const [left, right] = [words.some((word) => LEFT.test(word)), words.some((word) => RIGHT.test(word))];
  return left === right ? undefined : left ? 'left' : 'right';
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
