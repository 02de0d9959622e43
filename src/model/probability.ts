/** The probability that a logit means. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The logit that means `probability`. */
export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** The probabilities, adding up to 1, that the logits of things which exclude each other mean. */
export function softmax(logits: ArrayLike<number>): readonly number[] {
  const values = Array.from(logits);
  const highest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
