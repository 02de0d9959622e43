import type { AnswerId, Segmentation } from './engine.ts';
import type { Verdict } from './judge-answer.ts';
import type { ReadPrompt } from './text-stage.ts';

/** What is the same for all answers of a call. */
type Common = Pick<Segmentation, 'device' | 'milliseconds' | 'body' | 'region'>;

/** What came of a prompt that was understood. */
export type Outcome = Verdict & { readonly id: AnswerId } & Pick<Segmentation, 'slices' | 'windows'>;

/** One answer per prompt, in their order; what came of one that was understood is what `outcomeOf` says. */
export function toAnswers(
  read: readonly ReadPrompt[],
  common: Common,
  outcomeOf: (asked: ReadPrompt) => Outcome | undefined,
): readonly Segmentation[] {
  return read.map((asked): Segmentation => {
    const { prompt } = asked;
    if (!asked.understood) {
      const { nearest, isReading } = asked;
      return { ...common, kind: 'not-understood', prompt, structure: undefined, nearest, isReading };
    }
    const outcome = outcomeOf(asked);
    if (!outcome) throw new Error('A prompt was left without an outcome.');
    return { ...common, ...outcome, prompt, structure: asked.structure };
  });
}
