import type { StructureId } from '#model/prompt.ts';
import type { Known, Vocabulary } from './known-names.ts';

/** "L1 to L5", "ribs 5-7", "LWK 2 bis 4": what stands before a number, the number, and the same for the last. */
const RANGE =
  /^(.*?)(\d{1,2})\s*(?:[-–—]|\b(?:to|thru|through|until|bis(?: zu)?|à|au|al?)\b)\s*(\D*?)(\d{1,2})(?!\d)(.*)$/iu;
/** No spine and no rib cage has more. */
const LONGEST = 40;
/** Of what vertebrae are called by: T, Th. */
const LETTERS = 2;

interface Range {
  readonly before: string;
  readonly from: string;
  readonly middle: string;
  readonly to: string;
  readonly after: string;
}

/** Before the second number stand a letter or two, or words of what stands before the first: "T2-SSFSE 4 mm" is no range. */
function parts(part: string): Range | undefined {
  const [, before = '', from = '', middle = '', to = '', after = ''] = RANGE.exec(part) ?? [];
  const known = before.toLowerCase();
  const fits = middle
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => word.length <= LETTERS || known.includes(word));
  return from !== '' && fits ? { before, from, middle, to, after } : undefined;
}

/** `part` speaks of all between two numbers. */
export function isRange(part: string): boolean {
  return parts(part) !== undefined;
}

/** All between the two that `part` names, with both, if the pack has each: `named` gives what a single name means. */
export function rangeOf(
  part: string,
  named: (text: string) => Known | undefined,
  vocabulary: Vocabulary,
): Known | undefined {
  const range = parts(part);
  if (!range) return undefined;
  const { before, from, middle, to, after } = range;
  const first = named(before + from + after);
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
