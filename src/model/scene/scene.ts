import type { StructureId } from '#model/prompt.ts';
import type { ValueDoubt } from '#volume/scan-values.ts';
import type { WorldBox } from '#volume/types.ts';
import type { Clue, SceneEvidence, SceneRule } from './evidence.ts';

/**
 * Why a scan is none that a pack can answer. `empty`: there is nobody in it. `size`: who is in it is larger, or smaller, than anybody is.
 * `unlike`: the structures that the pack knows are not in it as they are in a patient: another part of the body, turned, or no scan.
 */
export const SCENE_DOUBTS = [
  'no-ct',
  'a-ct',
  'inverted',
  'empty',
  'size',
  'unlike',
] as const satisfies readonly (ValueDoubt | string)[];
export type SceneDoubt = (typeof SCENE_DOUBTS)[number];

/** What a pack's check of a scan came to. */
export interface SceneCheck {
  /** Undefined where the scan is one that the pack can answer. */
  readonly doubt: SceneDoubt | undefined;
  /** How much speaks against it: 1 is the limit. */
  readonly against: number;
  /** What weighs most in that, where the structures were looked at. */
  readonly clue: Clue | undefined;
  /** The structures that the pack finds in it, whatever speaks against the scan. */
  readonly seen: readonly StructureId[];
  /** How many times as tall its organs are, for their width, as in other patients; undefined where too few tell. */
  readonly stretch?: number | undefined;
}

/** Weighs what speaks against a scan: its values, before anything else; then what its structures say together. */
export function judgeScene(
  evidence: SceneEvidence,
  values: ValueDoubt | undefined,
  { weights, limit }: Pick<SceneRule, 'weights' | 'limit'>,
): SceneCheck {
  const clues = Object.keys(weights) as readonly Clue[];
  const weighed = clues.map((clue) => ({ clue, weight: weights[clue] * evidence[clue] }));
  const sum = weighed.reduce((total, { weight }) => total + weight, 0);
  const against = limit > 0 ? sum / limit : 0;
  const [most] = [...weighed].sort((one, other) => other.weight - one.weight);
  const clue = most && most.weight > 0 ? most.clue : undefined;
  const doubt = values ?? (against > 1 ? 'unlike' : undefined);
  return { doubt, against, clue, seen: evidence.seen };
}

/** What can be told before the pack has looked at it; undefined where nothing speaks against that. */
export function doubtOfBody(
  body: WorldBox | undefined,
  view: WorldBox,
  { patientMm: [least, most] }: Pick<SceneRule, 'patientMm'>,
): Extract<SceneDoubt, 'empty' | 'size'> | undefined {
  if (!body) return 'empty';
  const width = (axis: 0 | 1, box: WorldBox) => box.to[axis] - box.from[axis];
  if (Math.max(width(0, body), width(1, body)) > most) return 'size';
  // What is cut may be of anybody.
  const isWhole = ([0, 1] as const).every(
    (axis) => body.from[axis] - view.from[axis] > CLEAR_MM && view.to[axis] - body.to[axis] > CLEAR_MM,
  );
  return isWhole && Math.max(width(0, body), width(1, body)) < least ? 'size' : undefined;
}

/** Nothing of a patient lies beyond an end of the scan that is so far from him. */
const CLEAR_MM = 5;
