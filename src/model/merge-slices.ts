const THRESHOLD = 0.5;

/** What the decoder said of one prompt on one slice: a probability per pixel, and that of its being there at all. */
export interface Candidate {
  readonly probabilities: Float32Array;
  readonly existence: number;
}

/** The mask of a prompt asked alone: where it is probable, if the slice has it at all. */
export function maskAlone(
  { probabilities, existence }: Candidate,
  above: number,
  mostAbsent: number,
): Uint8Array {
  const mask = new Uint8Array(probabilities.length);
  if (existence > mostAbsent) {
    for (let n = 0; n < mask.length; n++) mask[n] = (probabilities[n] ?? 0) > above ? 1 : 0;
  }
  return mask;
}

/**
 * Masks of prompts asked together, no pixel in two of them: from the most to the least certain, those that do not overlap
 * a kept one by more than half; a pixel goes to the most probable. Twins: `kept` and `merged` in
 * training/medimageparse3d/postprocess.py.
 */
export function masksTogether(
  candidates: readonly Candidate[],
  leastExistence = THRESHOLD,
): readonly Uint8Array[] {
  const [only] = candidates;
  if (only && candidates.length === 1) return [maskAlone(only, THRESHOLD, leastExistence)];
  const kept = keptCandidates(candidates, leastExistence);
  const pixels = Math.max(0, ...kept.map((prompt) => candidates[prompt]?.probabilities.length ?? 0));
  const masks = candidates.map(() => new Uint8Array(pixels));
  for (let n = 0; n < pixels; n++) {
    let [best, most] = [-1, THRESHOLD];
    for (const prompt of kept) {
      const probability = candidates[prompt]?.probabilities[n] ?? 0;
      if (probability > most) [best, most] = [prompt, probability];
    }
    const mask = masks[best];
    if (mask) mask[n] = 1;
  }
  return masks;
}

/** Indices of the candidates that a slice keeps, in their own order. */
export function keptCandidates(
  candidates: readonly Candidate[],
  leastExistence = THRESHOLD,
): readonly number[] {
  const order = candidates
    .map(({ existence }, prompt) => ({ existence, prompt }))
    .sort((a, b) => b.existence - a.existence || a.prompt - b.prompt);
  const kept: number[] = [];
  for (const { existence, prompt } of order) {
    if (existence < leastExistence) break;
    const probabilities = candidates[prompt]?.probabilities ?? new Float32Array();
    const isRival = (other: number) =>
      overlap(probabilities, candidates[other]?.probabilities ?? probabilities) > THRESHOLD;
    if (probabilities.some((each) => each > THRESHOLD) && !kept.some(isRival)) kept.push(prompt);
  }
  return kept.sort((a, b) => a - b);
}

/** Intersection over union of the two masks. */
function overlap(a: Float32Array, b: Float32Array): number {
  let [both, either] = [0, 0];
  for (let n = 0; n < a.length; n++) {
    const [inA, inB] = [(a[n] ?? 0) > THRESHOLD, (b[n] ?? 0) > THRESHOLD];
    if (inA && inB) both++;
    if (inA || inB) either++;
  }
  return both / either;
}
