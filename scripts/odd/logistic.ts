/** A scan by what speaks against it, each from 0 on. */
export interface Sample {
  readonly values: readonly number[];
  readonly isOdd: boolean;
}

export interface Fitted {
  /** None is below 0: nothing that speaks against a scan speaks for it. */
  readonly weights: readonly number[];
  readonly limit: number;
}

const RIDGE = 0.3;
const RATE = 0.5;
const STEPS = 5000;

/** Logistic regression, both kinds weighing the same in all: odd where the weighted sum is above the limit. */
export function descend(samples: readonly Sample[]): Fitted {
  const odd = samples.filter(({ isOdd }) => isOdd).length;
  const share = (isOdd: boolean) => samples.length / 2 / (isOdd ? odd : samples.length - odd);
  let weights = (samples[0]?.values ?? []).map(() => 0);
  let limit = 0;
  for (let step = 0; step < STEPS; step++) {
    const slopes = weights.map((weight) => 2 * RIDGE * weight);
    let slope = 0;
    for (const { values, isOdd } of samples) {
      const sum = values.reduce((total, value, n) => total + value * (weights[n] ?? 0), -limit);
      const error = share(isOdd) * (1 / (1 + Math.exp(-sum)) - (isOdd ? 1 : 0));
      for (const [n, value] of values.entries()) slopes[n] = (slopes[n] ?? 0) + error * value;
      slope -= error;
    }
    weights = weights.map((weight, n) => Math.max(0, weight - (RATE / samples.length) * (slopes[n] ?? 0)));
    limit -= (RATE / samples.length) * slope;
  }
  return { weights, limit };
}
