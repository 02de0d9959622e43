import type { SceneDoubt } from '#model/scene/scene.ts';
import { isStretched } from '#model/scene/stretch.ts';
import type { SliceJump } from '#volume/slice-jump.ts';
import { FLIPS, type Flip } from '#volume/turn.ts';
import type { Modality } from '#volume/types.ts';
import { type Finding, foundObjects } from './finding.ts';
import { offset } from './plausibility.ts';
import { mostlyDoubtful } from './verdict-company.ts';
import { doubtsOf } from './verdict-doubts.ts';
import { LEAST_SD_MM, type Placed, placed } from './verdict-places.ts';

/** What the answers, taken together, say against the scan. */
export type ScanDoubt =
  /** `model` does not know such a scan. It has answered only where somebody wanted it all the same. */
  | {
      readonly kind: 'unfamiliar';
      readonly doubt: SceneDoubt;
      readonly model: string;
      readonly modality: Modality;
      readonly isAnswered: boolean;
    }
  /** Between two slices the scan changes as if some were missing. */
  | ({ readonly kind: 'jump' } & SliceJump)
  /** They are so many times as tall, for their width, as in other patients: the size of a voxel may be wrong. */
  | { readonly kind: 'stretched'; readonly times: number }
  /** They lie to each other as in a patient of whom these ends are exchanged. */
  | { readonly kind: 'turned'; readonly flips: readonly Flip[] }
  /** Most of them are in doubt: the scan may be of another kind, or turned. */
  | { readonly kind: 'unfit'; readonly marked: number; readonly of: number };

/** Mean squares of deviations: of the 44 label maps none has more than 3.9 as it lies, nor less than 8.0 with an end exchanged. */
const WRONG = 5.5;
const RIGHT = 4;
/** One wild pair says no more than five standard deviations do. */
const MOST = 25;
/** Fewer objects say nothing of the scan. */
const FEWEST = 3;

/** What the answers say against the scan itself; undefined where nothing. */
export function doubtOfScan(findings: readonly Finding[]): ScanDoubt | undefined {
  const unfamiliar = unfamiliarTo(findings);
  if (unfamiliar) return unfamiliar;
  const objects = foundObjects(findings).filter(({ fromFile }) => !fromFile);
  // Which side is which matters more than how long something is; and once the scan is turned, the rest is said.
  const flips = betterFlips(placed(objects));
  if (flips) return { kind: 'turned', flips };
  const jump = findings.find(({ source }) => source.jump)?.source.jump;
  if (jump) return { kind: 'jump', ...jump };
  const stretched = findings.map(({ source }) => source.scene?.stretch).find(isStretched);
  if (stretched !== undefined) return { kind: 'stretched', times: stretched };
  const mostly = mostlyDoubtful(findings, doubtsOf(findings));
  return mostly && { kind: 'unfit', ...mostly };
}

/** What the check of a pack says against the scan, where one does and something was asked that the pack knows. */
function unfamiliarTo(findings: readonly Finding[]): ScanDoubt | undefined {
  const doubted = findings.filter(({ kind, source }) => kind !== 'not-understood' && source.scene?.doubt);
  const [{ source } = {}] = doubted;
  if (!source?.scene?.doubt) return undefined;
  const { model, modality } = source;
  const isAnswered = !doubted.some(isUnanswered);
  return { kind: 'unfamiliar', doubt: source.scene.doubt, model, modality, isAnswered };
}

/** Ends that fit exchanged and do not fit as they are. */
function betterFlips(objects: readonly Placed[]): readonly Flip[] | undefined {
  if (objects.length < FEWEST) return undefined;
  const flips = FLIPS.filter((_, axis) => {
    const now = misfit(objects, axis as 0 | 1 | 2, 1);
    const exchanged = misfit(objects, axis as 0 | 1 | 2, -1);
    return now !== undefined && exchanged !== undefined && now > WRONG && exchanged < RIGHT;
  });
  return flips.length > 0 ? flips : undefined;
}

/** How badly objects lie to each other along an axis, or with its ends exchanged: mean square of deviations; undefined of too little. */
function misfit(objects: readonly Placed[], axis: 0 | 1 | 2, sign: 1 | -1): number | undefined {
  const squares = objects.flatMap((one, n) =>
    objects.slice(n + 1).flatMap((other) => squareOf(one, other, axis, sign)),
  );
  if (squares.length < FEWEST) return undefined;
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

/** Of how far two objects lie from where they belong to each other, in deviations; empty where that is not known. */
function squareOf(one: Placed, other: Placed, axis: 0 | 1 | 2, sign: 1 | -1): readonly number[] {
  const spread = offset(one.known, other.known)?.[axis];
  if (!spread || (axis === 2 && (one.isCut || other.isCut))) return [];
  const off = sign * (one.at[axis] - other.at[axis]) - spread.mm;
  return [Math.min(MOST, (off / Math.max(LEAST_SD_MM, spread.sdMm)) ** 2)];
}

/** Nothing is said of it, for the pack does not know such a scan: it is not to be told as “not found”. */
export function isUnanswered(finding: Finding): boolean {
  return finding.kind === 'not-found' && finding.reason === 'unfit-scan';
}
