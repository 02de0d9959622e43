import type { StructureId } from '#model/prompt.ts';
import type { Known, Vocabulary } from './known-names.ts';

/** "L1 to L5", "ribs 5-7", "LWK 2 bis 4": what stands before a number, the number, and the same for the last. */
const RANGE =
  /^(.*?)(\d{1,2})\s*(?:[-–—]|\b(?:to|thru|through|until|bis(?: zu)?|à|au|al?)\b)\s*(\D*?)(\d{1,2})(?!\d)(.*)$/iu;
/** No spine and no rib cage has more. */
const LONGEST = 40;

/** `part` speaks of all between two numbers. */
export function isRange(part: string): boolean {
  return RANGE.test(part);
}

/** All between the two that `part` names, with both, if the pack has each: `named` gives what a single name means. */
export function rangeOf(
  part: string,
  named: (text: string) => Known | undefined,
  vocabulary: Vocabulary,
): Known | undefined {
  const [, before = '', from = '', middle = '', to = '', after = ''] = RANGE.exec(part) ?? [];
  const first = from && named(before + from + after);
  if (!first) return undefined;
  const isSame = before.trim().toLowerCase().endsWith(middle.trim().toLowerCase());
  const members = isSame
    ? numbered(Number(from), Number(to), (n) => named(before + n + after))
    : between(first, named(middle + to + after), vocabulary);
  return members && { members: [...new Set(members)], isGroup: true };
}

function numbered(
  from: number,
  to: number,
  named: (n: number) => Known | undefined,
): readonly StructureId[] | undefined {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  if (high - low > LONGEST) return undefined;
  const each = Array.from({ length: high - low + 1 }, (_, n) => named(low + n)?.members);
  return each.every((members) => members !== undefined) ? each.flat() : undefined;
}

/** From one series into the next, as the pack has them in a row: "T11 to L2". */
function between(
  { members: [first] }: Known,
  last: Known | undefined,
  { ids, nameOf }: Vocabulary,
): readonly StructureId[] | undefined {
  const ends = [first, last?.members[0]].map((id) => (id === undefined ? -1 : ids.indexOf(id)));
  const run = ids.slice(Math.min(...ends), Math.max(...ends) + 1);
  const kindOf = (id: StructureId) => nameOf(id).replace(/\S*\d+$/, '');
  const isOneKind = run.every((id) => kindOf(id) !== nameOf(id) && kindOf(id) === kindOf(run[0] ?? id));
  return ends.includes(-1) || run.length > LONGEST || !isOneKind ? undefined : run;
}
