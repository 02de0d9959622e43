/**
 * The least byte that is inside a mask of `threshold`, a probability: bytes are 0…255 for 0…1, halves rounded down, so that
 * at 0.5 (128) exactly the probabilities above it are inside. 1…255.
 */
export function levelOf(threshold: number): number {
  return Math.min(255, Math.max(1, Math.round(255 * threshold + 0.5)));
}

/** The byte of a probability, on the side of `level` on which the probability is of `threshold`. */
export function byteOf(probability: number, threshold: number, level: number): number {
  const byte = Math.ceil(255 * probability - 0.5);
  return probability > threshold ? Math.max(byte, level) : Math.max(0, Math.min(byte, level - 1));
}

/** Logits beyond this, either way, are 0 or 255. */
const LIMIT = 12;
/** Steps a unit. */
const FINENESS = 64;

const BYTES = Uint8Array.from({ length: 2 * LIMIT * FINENESS }, (_, n) => {
  const logit = (n + 0.5) / FINENESS - LIMIT;
  return Math.ceil(255 / (1 + Math.exp(-logit)) - 0.5);
});

/**
 * The byte of the probability that a logit means, to within one step of 255, and on the side of `level` on which `logit` is
 * of `threshold`, another logit: what is inside is exact.
 */
export function byteOfLogit(logit: number, threshold: number, level: number): number {
  const step = Math.max(0, Math.min(BYTES.length - 1, ((logit + LIMIT) * FINENESS) | 0));
  const byte = BYTES[step] as number;
  return logit > threshold ? Math.max(byte, level) : Math.min(byte, level - 1);
}
