import { type Finding, type FindingId, foundObjects } from './finding.ts';
import { knownAs } from './plausibility.ts';
import type { DoubtKind } from './verdict.ts';
import type { Weighed } from './verdict-doubts.ts';

/** How many outlines of a scan are in doubt, where that is most of them. */
export interface MostlyDoubtful {
  readonly marked: number;
  readonly of: number;
}

/** Fewer outlines say nothing of a scan. */
const FEWEST = 6;
/** What is wrong with the scan's header or slices makes no outline look wrong. */
const OF_SCAN: ReadonlySet<DoubtKind> = new Set(['jump', 'stretched']);
/** Of all of them: where the largest organ is asked for and in doubt too, and where it is not asked for. */
const SHARE = { withLargest: 1 / 2, without: 2 / 3 };

/**
 * Where the model is at a loss with most of a scan, and with its largest organ too: mirrored, upside down, of another kind.
 * What looks right in it may be the wrong side's. What people have changed is not counted.
 */
export function mostlyDoubtful(
  findings: readonly Finding[],
  doubts: ReadonlyMap<FindingId, readonly Weighed[]>,
): MostlyDoubtful | undefined {
  const judged = foundObjects(findings).filter(
    (object) => knownAs(object) && !object.isChanged && !object.fromFile,
  );
  const isMarked = ({ id }: Finding) =>
    doubts.get(id)?.some(({ doubt }) => !OF_SCAN.has(doubt.kind)) ?? false;
  const marked = judged.filter(isMarked).length;
  const livers = findings.filter((finding) => knownAs(finding) === 'liver');
  // Other organs are small, thin or seldom seen: a model may be at a loss with them in the best of scans.
  if (livers.some((liver) => liver.kind === 'found' && !isMarked(liver))) return undefined;
  const share = livers.length > 0 ? SHARE.withLargest : SHARE.without;
  if (judged.length < FEWEST || marked <= share * judged.length) return undefined;
  return { marked, of: judged.length };
}
