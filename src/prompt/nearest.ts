import type { Structure } from '#model/manifest.ts';
import { withoutFiller } from './normalize.ts';
import { edits } from './spelling.ts';

/** Letters from which on a name may be typed with so many slips of the keyboard and still be known for what it is. */
const LONG = 8;
const [SLIPS, SLIPS_IF_LONG] = [1, 2];
/** Shorter names of other languages are a slip away from too many words: "lien" from "lion", "rate" from "rat". */
const SHORTEST_SYNONYM = 5;
const SHORTEST_WORD = 4;

/**
 * Names of up to `limit` structures of which `text`, or a word of it, is a mistyped name or synonym; nearest first. What is
 * only somewhat alike is none: nobody who types "heart" or "river" means the liver.
 */
export function nearestNames(text: string, structures: readonly Structure[], limit = 3): readonly string[] {
  const core = withoutFiller(text);
  const asked = [core, ...core.split(' ')].filter((word) => word.length >= SHORTEST_WORD);
  return structures
    .map(({ name, synonyms }) => {
      const known = [name, ...synonyms.filter((each) => each.length >= SHORTEST_SYNONYM)].map(withoutFiller);
      return { name, slips: Math.min(...known.flatMap((each) => asked.map((word) => slipsOf(word, each)))) };
    })
    .filter(({ slips }) => Number.isFinite(slips))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** How many slips turn `known` into `typed`; Infinity where it is no slip of the keyboard. */
function slipsOf(typed: string, known: string): number {
  const allowed = known.length >= LONG ? SLIPS_IF_LONG : SLIPS;
  if (Math.abs(typed.length - known.length) > allowed || !beginAlike(typed, known)) return Infinity;
  const slips = edits(typed, known);
  return slips <= allowed ? slips : Infinity;
}

/** The first letter is the same, or was left out, doubled or swapped with the second: hands seldom miss it. */
function beginAlike(typed: string, known: string): boolean {
  return typed[0] === known[0] || typed[1] === known[0] || typed[0] === known[1];
}
