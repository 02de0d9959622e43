import type { Tensor } from '#engine/runtime.ts';
import type { Understood } from '#engine/text-stage.ts';
import { BLANK_LOGIT, type Blended } from '#model/blend.ts';
import { logit } from '#model/probability.ts';
import { type Samples, samplesAbove } from '#volume/samples.ts';
import type { Grid } from '#volume/types.ts';

/** Thresholds that answers are judged by, again and again, are no lower. */
export const LEAST_LOGIT = logit(0.01);

/** What the decoder says of a prompt in a scan, as far as it can decide about a voxel at any threshold. */
export interface DecodedPrompt {
  /** What was decoded: the row that stands for the prompt. */
  readonly embedding: Tensor;
  /** 0..1, the largest over the tiles. */
  readonly rawExistence: number;
  /** The largest mask logit; -Infinity where there are no tiles. */
  readonly highest: number;
  readonly samples: Samples;
}

/** Keeps of `blended` what decides; the rest may be let go. */
export function decodedPrompt(
  embedding: Tensor,
  rawExistence: number,
  { box, logits: data, rowHighest, highest }: Blended,
  grid: Grid,
): DecodedPrompt {
  const samples = samplesAbove({ grid, box, data, rowHighest }, LEAST_LOGIT, BLANK_LOGIT);
  return { embedding, rawExistence, highest, samples };
}

/** What has been decoded of `prompt` already: of its structure, by the same row. */
export function decodedBefore(
  { structure, embedding }: Understood,
  decoded: ReadonlyMap<string, DecodedPrompt>,
): DecodedPrompt | undefined {
  const before = structure && decoded.get(structure);
  const isSame = before?.embedding.data.every((value, n) => value === embedding.data[n]);
  return isSame ? before : undefined;
}
