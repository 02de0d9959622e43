import { largestOf, leastDice, meanOf } from './differences.ts';
import { floatsIn, type NumpyArray } from './npz.ts';

/** A figure beside what the reference allows. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly allowed: number;
}

/**
 * The reference's own bounds (its section 6). The first group is of what is continuous in its input: sums of float32 in
 * another order. The second is of what follows draws: one within rounding of its threshold may fall the other way and move
 * all that follows.
 */
export const ALLOWED = {
  input: 1e-6,
  backbone: 2e-4,
  feature: 1e-4,
  logit: 1e-3,
  statistics: 5e-5,

  flippedShare: 1e-4,
  stateApart: 1e-2,
  logitMean: 1e-2,
  logitLargest: 0.2,
  existence: 2e-2,
  dice: 0.995,
  labels: 0.005,
};

/** The tiny configuration has no draw near its threshold, so all of it is continuous. */
export const ALLOWED_TINY = { ...ALLOWED, backbone: 5e-5, feature: 5e-5, logit: 1e-4, flippedShare: 0 };

export function largestFigure(
  what: string,
  got: Float32Array,
  wanted: NumpyArray | undefined,
  allowed: number,
): Figure {
  return { what, measured: largestOf(got, floatsIn(wanted)), allowed };
}

/**
 * Maps of logits (…, h, w), end to end. Dice is of `slices` of them together: thinned outlines have a few hundred pixels
 * a slice, too few for a bound of 0.995.
 */
export function mapFigures(
  what: string,
  got: Float32Array,
  golden: NumpyArray | undefined,
  slices = 1,
): readonly Figure[] {
  const wanted = floatsIn(golden);
  const [h = 1, w = 1] = golden?.shape.slice(-2) ?? [];
  return [
    { what: `${what}, mean`, measured: meanOf(got, wanted), allowed: ALLOWED.logitMean },
    { what: `${what}, largest`, measured: largestOf(got, wanted), allowed: ALLOWED.logitLargest },
    {
      what: `${what}, 1 − Dice`,
      measured: 1 - leastDice(got, wanted, slices * h * w),
      allowed: 1 - ALLOWED.dice,
    },
  ];
}
