import type { SceneDoubt } from '#model/scene/scene.ts';
import type { Side, Vec3 } from '#volume/types.ts';
import type { Finding, FindingId } from './finding.ts';
import { type MostlyDoubtful, mostlyDoubtful } from './verdict-company.ts';
import { doubtsOf, type Weighed } from './verdict-doubts.ts';

/** `sure`: nothing speaks against it. `check`: look at it before its figures are used. `doubtful`: something is wrong with it. */
export type VerdictLevel = 'sure' | 'check' | 'doubtful';

/** Numbers from the smallest to the largest that is usual. */
export type Range = readonly [low: number, high: number];

/**
 * What speaks against an answer, with what a reader needs to judge it. Titles are those of other findings; sides are the
 * patient's.
 */
export type Doubt =
  /** Smaller than the smallest of an adult, though the scan does not cut it. */
  | { readonly kind: 'small'; readonly volumeMl: number; readonly usualMl: Range }
  /** Larger than it is even in disease. */
  | { readonly kind: 'large'; readonly volumeMl: number; readonly usualMl: Range }
  /** It lies on a side of the midline where it does not belong. */
  | { readonly kind: 'side'; readonly side: 'left' | 'right' }
  /** It lies so far from its place among the others, towards that side. */
  | { readonly kind: 'place'; readonly mm: number; readonly towards: Side }
  /** A share of its voxels, 0..1, are also those of `other`. */
  | { readonly kind: 'shared'; readonly other: string; readonly share: number }
  /** The model's check says that it does not know such a scan. */
  | { readonly kind: 'unfamiliar'; readonly doubt: SceneDoubt }
  /** Between these slices, counted from 1 as stored, the scan changes as if some were missing. */
  | { readonly kind: 'jump'; readonly slices: readonly [before: number, after: number] }
  /** The organs of the scan are so many times as tall, for their width, as in other patients: its voxels may be of another size. */
  | { readonly kind: 'stretched'; readonly times: number }
  /** Its middle lies outside the patient. */
  | { readonly kind: 'outside' }
  /** Mean intensity, HU, unlike that of the organ. */
  | { readonly kind: 'intensity'; readonly mean: number; readonly usual: Range }
  /** Another of its pieces fits better: its number, by which it can be kept instead, and where it lies from the one kept. */
  | {
      readonly kind: 'other-piece';
      readonly piece: number;
      readonly volumeMl: number;
      readonly towards: readonly Side[];
    }
  /** Several large pieces: `keptShare`, 0..1, of the volume is in those kept. */
  | { readonly kind: 'parted'; readonly found: number; readonly keptShare: number }
  /** A person has changed it, or drawn it from nothing: no rule knows better. */
  | { readonly kind: 'edited'; readonly isDrawn: boolean }
  /** Its edge is vague: at a lower threshold it would be so large, at a higher one so small. */
  | { readonly kind: 'vague'; readonly smallestMl: number; readonly largestMl: number }
  /** It may not be in the scan at all; or, where it was not found, it may be. The calibrated probability. */
  | { readonly kind: 'presence'; readonly existence: number }
  /** Nothing speaks against it but that so many outlines of the scan, of so many, are in doubt. */
  | { readonly kind: 'company'; readonly marked: number; readonly of: number }
  /** Not found though probable: no more than so much could be outlined. */
  | { readonly kind: 'too-little'; readonly volumeMl: number }
  /** Not found, as is everything else that the model knows: it may have had too little to go by. */
  | { readonly kind: 'nothing-seen' }
  /** Not found in a scan that shows no more of the patient than that, in cm along each axis. */
  | { readonly kind: 'small-view'; readonly cm: Vec3 };

export type DoubtKind = Doubt['kind'];

export interface Verdict {
  readonly level: VerdictLevel;
  /** The gravest first. */
  readonly doubts: readonly Doubt[];
}

/** Lists are never changed, and every row of one asks. */
const judged = new WeakMap<readonly Finding[], ReadonlyMap<FindingId, Verdict>>();

/**
 * What to think of each answer of a scan, found or not found, seen beside the others; what was not understood has none.
 * Only of plain data, so that the page and the terminal say the same.
 */
export function verdictsOf(findings: readonly Finding[]): ReadonlyMap<FindingId, Verdict> {
  const known = judged.get(findings);
  if (known) return known;
  const verdicts = new Map<FindingId, Verdict>();
  const all = doubtsOf(findings);
  const mostly = mostlyDoubtful(findings, all);
  for (const [id, own] of all) {
    const isFound = findings.some((finding) => finding.id === id && finding.kind === 'found');
    const weighed = mostly && isFound && own.length === 0 ? [companyDoubt(mostly)] : own;
    const grave = weighed.filter(({ isGrave }) => isGrave);
    const light = weighed.filter(({ isGrave }) => !isGrave);
    const level = grave.length > 0 ? 'doubtful' : light.length > 0 ? 'check' : 'sure';
    verdicts.set(id, { level, doubts: [...grave, ...light].map(({ doubt }) => doubt) });
  }
  judged.set(findings, verdicts);
  return verdicts;
}

function companyDoubt({ marked, of }: MostlyDoubtful): Weighed {
  return { doubt: { kind: 'company', marked, of }, isGrave: false };
}
