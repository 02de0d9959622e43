import type { SceneCheck } from '#model/scene/scene.ts';
import type { AnswerId, Segmentation } from './engine.ts';
import type { Verdict } from './judge-answer.ts';
import type { ReadPrompt } from './text-stage.ts';

/** What is the same for all answers of a call. */
type Common = Pick<Segmentation, 'device' | 'milliseconds' | 'body' | 'jump' | 'region' | 'scene'>;

/** What came of a prompt that was understood. */
export type Outcome = Verdict & { readonly id: AnswerId } & Pick<
    Segmentation,
    'slices' | 'windows' | 'lookedAgain'
  >;

/** What came of a prompt, or that nothing is said of a scan that the pack does not know; `anyway`: a person wants it all the same. */
export function unlessUnfit(
  outcome: Outcome | undefined,
  scene: SceneCheck | undefined,
  anyway = false,
): Outcome | undefined {
  if (!outcome || !scene?.doubt || anyway) return outcome;
  const { id, existence, evidence, lookedAgain } = outcome;
  const took = lookedAgain === undefined ? {} : { lookedAgain };
  return { kind: 'not-found', reason: 'unfit-scan', id, existence, evidence, ...took };
}

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
