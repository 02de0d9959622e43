import type { Structure } from '#model/manifest.ts';
import { withoutFiller } from './normalize.ts';
import { edits } from './spelling.ts';

/** A name is near if at most this share of its letters must change. */
const NEAR = 0.4;

/** Names of up to `limit` structures whose spelling, or that of a synonym, is near `text` or near a word of it; nearest first. */
export function nearestNames(text: string, structures: readonly Structure[], limit = 3): readonly string[] {
  const core = withoutFiller(text);
  const asked = [core, ...core.split(' ').filter((word) => word.length > 3)];
  return structures
    .map(({ name, synonyms }) => ({
      name,
      far: Math.min(...[name, ...synonyms].map((n) => distance(asked, n))),
    }))
    .filter(({ far }) => far <= NEAR)
    .sort((a, b) => a.far - b.far)
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Share of letters to change between `name` and the nearest of `asked`. */
function distance(asked: readonly string[], name: string): number {
  const known = withoutFiller(name);
  return Math.min(...asked.map((text) => edits(text, known) / Math.max(text.length, known.length, 1)));
}
