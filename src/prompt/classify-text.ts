import type { Structure, StructureGroup } from '#model/manifest.ts';
import { softmax } from '#model/probability.ts';
import type { StructureId } from '#model/prompt.ts';
import { asksElsewhere, changesMeaning, denies, isLookalike } from './changing-words.ts';
import { tellsSite } from './headings.ts';
import { nearestNames } from './nearest.ts';
import { nameKey, normalForm, withoutFiller } from './normalize.ts';
import { isGuess, offersFor } from './offers.ts';
import { tellsAbsence } from './report-lines.ts';
import { sideOf, sideWord } from './side.ts';
import { takesAllBack } from './taken-away.ts';

/** So many can be chosen among. */
const MOST_NEAR = 4;

/** Of a text that is not understood. */
export interface Unread {
  /** Names of structures that may be meant. */
  readonly nearest: readonly string[];
  /** The text names all of `nearest` among words that nobody knows; else each may be what is meant. */
  readonly isReading: boolean;
}

export type Understanding =
  | { readonly understood: true; readonly structure: StructureId }
  | (Unread & { readonly understood: false });

/**
 * What the text encoder takes `text` to mean. `logits`: one per structure of the pack, in order, and one for none of
 * them. Understood where a structure is the most probable and reaches `threshold`. Else what is named among
 * words that nobody knows is near, and what is a slip of the keyboard away, unless the text is about something else; what the encoder half believes in is not: it makes a liver of a heart.
 */
export function understand(
  text: string,
  logits: ArrayLike<number>,
  structures: readonly Structure[],
  threshold: number,
  groups: readonly StructureGroup[] = [],
): Understanding {
  const probabilities = softmax(logits);
  const none = probabilities[structures.length] ?? 0;
  const best = Math.max(...probabilities.slice(0, structures.length));
  const structure = structures[probabilities.indexOf(best)];
  const isOther = isSomethingElse(text);
  const isSure = !isOther && !isGuess(text, structures, groups);
  const offered = offersFor(text, structures, groups).map(
    (id) => structures.find((each) => each.id === id)?.name ?? id,
  );
  // Of two that are named it would answer with one, and of none that is named with another.
  const isAlone = offered.every((name) => structure && organOf(name) === organOf(structure.name));
  if (structure && best >= threshold && best > none && isSure && isAlone)
    return { understood: true, structure: structure.id };
  if (offered.length > 0) return { understood: false, nearest: offered, isReading: true };
  const near = isOther ? [] : nearestNames(text, structures).slice(0, MOST_NEAR);
  return { understood: false, nearest: near, isReading: false };
}

/** A name without its side. */
function organOf(name: string): string {
  return nameKey(name).replace(/^(?:left|right) /, '');
}

/** A word says that the name in `text` is not what is asked for, or there is only a side or a word that looks like a name. */
function isSomethingElse(text: string): boolean {
  const plain = normalForm(text);
  const core = withoutFiller(text)
    .split(' ')
    .filter((word) => sideWord(word) === undefined)
    .join(' ');
  const isNoName = sideOf(text) !== undefined || isLookalike(core);
  return (
    isNoName ||
    takesAllBack(text) ||
    tellsSite(text) ||
    tellsAbsence(text) ||
    asksElsewhere(text) ||
    changesMeaning(plain) ||
    denies(plain)
  );
}
