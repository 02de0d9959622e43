import type { Known, Vocabulary } from './known-names.ts';
import type { StructureId } from './prompt.ts';
import { nameKey, withoutFiller } from './wording.ts';

type Side = 'left' | 'right';

const LEFT = /^(?:left|l|lt|lft|links|linke|linker|gauche|izquierd[oa]|sinistr[oa]|esquerd[oa])$/;
const RIGHT = /^(?:right|r|rt|rgt|rechts|rechte|rechter|droite?|derech[oa]|destr[oa]|direit[oa])$/;

/** The side that `part` is, if it is nothing but a side. */
export function sideOf(part: string): Side | undefined {
  const word = withoutFiller(part).replace(/ (?:hand )?(?:sided?|one)$/, '');
  if (LEFT.test(word)) return 'left';
  return RIGHT.test(word) ? 'right' : undefined;
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
