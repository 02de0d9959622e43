/** What several runs gave: the middle one and how far they lie apart. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly runs: number;
}

/** @throws RangeError where there is no value. */
export function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) throw new RangeError('summary: no values');
  const half = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(half)] ?? low) + (sorted[Math.ceil(half)] ?? low)) / 2;
  return { median, low, high, runs: sorted.length };
}
