import type { Structure } from './manifest.ts';
import { withoutFiller } from './wording.ts';

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

/** Insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
export function edits(a: string, b: string): number {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        table[i * width + j] = i + j;
        continue;
      }
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(i - 2, j - 2) + 1);
      table[i * width + j] = best;
    }
  }
  return at(a.length, b.length);
}
