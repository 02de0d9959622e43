import type { KeptAnswer } from '#engine/answer-store.ts';
import { judged, type Verdict } from '#engine/judge-answer.ts';
import type { KeepChoice } from '#model/components.ts';
import { logit, sigmoid } from '#model/probability.ts';
import { ontoGrid } from '#volume/onto-grid.ts';
import { type Region, within } from '#volume/region.ts';
import type { Samples } from '#volume/samples.ts';
import type { Grid } from '#volume/types.ts';
import type { DecodedPrompt } from './decoded-prompt.ts';
import { patched } from './patched.ts';

/** What decides about the voxels of a prompt. */
export interface Decisive {
  readonly first: Samples;
  /** Of a second look, where one was taken and saw something: it goes before. */
  readonly second: Samples | undefined;
  /** The scan's. */
  readonly grid: Grid;
  readonly region: Region | undefined;
}

/** What an answer can be judged by at any threshold. */
export function judgeable(
  { first, second, grid, region }: Decisive,
  rest: Omit<KeptAnswer, 'probabilities'>,
): KeptAnswer {
  const probabilities = {
    bytes: first.data.byteLength + (second?.data.byteLength ?? 0),
    at: (threshold: number) => {
      const alone = ontoGrid(first, grid, logit(threshold));
      const whole = second ? patched(alone, ontoGrid(second, grid, logit(threshold)), second) : alone;
      return region ? within(whole, region.voxels) : whole;
    },
  };
  return { ...rest, probabilities };
}

/** Whether what was asked for is there, and its mask. Where only a region was asked about, the peak is that of its voxels. */
export function judgePrompt(
  answer: KeptAnswer,
  { rawExistence, highest }: Pick<DecodedPrompt, 'rawExistence' | 'highest'>,
  {
    components = 'declared',
    region,
  }: { readonly components?: KeepChoice; readonly region?: Region | undefined },
): Verdict {
  const peakProbability = region ? peakOf(answer) : sigmoid(highest);
  return judged(answer, { rawExistence, peakProbability }, components);
}

/** The largest probability in the voxels of an answer, to within a step of 255. */
function peakOf({ probabilities, output }: KeptAnswer): number {
  return probabilities.at(output.maskThreshold).data.reduce((most, byte) => Math.max(most, byte), 0) / 255;
}
