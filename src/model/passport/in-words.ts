import type { Span } from './scan-work.ts';

/** A time as people say it: a number or two of one unit. */
export interface RoundTime {
  readonly unit: 's' | 'min' | 'h';
  readonly from: number;
  /** The same as `from` where the two would be said as one. */
  readonly to: number;
}

const UNITS = [
  { unit: 's', seconds: 1, upTo: 90 },
  { unit: 'min', seconds: 60, upTo: 90 * 60 },
  { unit: 'h', seconds: 3600, upTo: Number.POSITIVE_INFINITY },
] as const;

/** Said as one number where the most is at most so many times the least. */
const ALIKE = 1.6;

/** Seconds from `low` to `high` as a round number or two, in the unit of the longer; never less than one. */
export function roundTime({ low, high }: Span): RoundTime {
  const { unit, seconds } = UNITS.find(({ upTo }) => high < upTo) ?? UNITS[2];
  const [least, most] = [low / seconds, high / seconds];
  if (most <= ALIKE * least || most <= 1) {
    const middle = rounded(Math.sqrt(least * most));
    return { unit, from: middle, to: middle };
  }
  return { unit, from: rounded(least), to: rounded(most) };
}

/** Whole to ten, fives to fifty, tens beyond. */
function rounded(count: number): number {
  const step = count <= 10 ? 1 : count <= 50 ? 5 : 10;
  return Math.max(1, Math.round(count / step) * step);
}
