import { type ComponentsChoice, componentsOf } from '#model/components.ts';
import { type AbsenceReason, type Evidence, judge } from '#model/existence.ts';
import { outline } from '#volume/outline.ts';
import type { KeptAnswer } from './answer-store.ts';
import type { Shape } from './engine.ts';

/** What a prompt came to. */
export type Verdict =
  | (Shape & {
      readonly kind: 'found';
      readonly existence: number;
      readonly evidence: Evidence;
    })
  | {
      readonly kind: 'not-found';
      readonly existence: number;
      readonly evidence: Evidence;
      readonly reason: AbsenceReason;
    };

/** Whether the structure is there: its mask at the pack's threshold, if it is probable enough and the mask bears that out. */
export function judged(
  answer: KeptAnswer,
  { rawExistence, peakProbability }: Pick<Evidence, 'rawExistence' | 'peakProbability'>,
  choice: ComponentsChoice,
): Verdict {
  const { structure, output } = answer;
  const shape = outlineAt(answer, output.maskThreshold, choice);
  const { volumeMl } = shape.measurement;
  const evidence = { rawExistence, peakProbability, volumeMl };
  const { existence, absence } = judge(evidence, structure, output);
  if (absence) return { kind: 'not-found', existence, evidence, reason: absence };
  return { kind: 'found', existence, evidence, ...shape };
}

/** The outline of an answer at a threshold of the user's, whatever the pack would say of it. */
export function outlineAt(
  { probabilities, output, structure, beside }: KeptAnswer,
  threshold: number,
  choice: ComponentsChoice,
): Shape {
  const components = componentsOf(output, structure, choice);
  return { components, ...outline(probabilities.at(threshold), threshold, components, beside) };
}
