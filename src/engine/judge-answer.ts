import { componentsOf, type KeepChoice } from '#model/components.ts';
import { type AbsenceReason, type Evidence, judge, leastMl } from '#model/existence.ts';
import { instancesOf } from '#volume/instances.ts';
import { type Kept, outline, withPieces } from '#volume/outline.ts';
import { levelOf } from '#volume/probability-bytes.ts';
import type { Keep } from '#volume/types.ts';
import type { AnswerStore, KeptAnswer } from './answer-store.ts';
import type { Instance, JudgeOptions, Shape } from './engine.ts';

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
  choice: KeepChoice,
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
export function outlineAt(answer: KeptAnswer, threshold: number, choice: KeepChoice): Shape {
  const { probabilities, output, structure, beside } = answer;
  const components = componentsOf(output, structure, choice);
  const kept = keptAt(answer, threshold, components);
  return { components, ...outline(probabilities.at(threshold), threshold, kept, beside) };
}

/** Numbers hold for the threshold at which they were counted; elsewhere the chosen pieces are known by their voxels. */
function keptAt(answer: KeptAnswer, threshold: number, keep: Keep): Kept {
  const { probabilities, structure, output, whereabouts } = answer;
  if (keep === 'largest' && whereabouts) return { place: whereabouts, leastMl: leastMl(structure, output) };
  if (typeof keep === 'string') return keep;
  const { numbers, at } = keep;
  return at === threshold ? numbers : withPieces(probabilities.at(at), numbers);
}

/** The objects of an answer's outline, each kept as an answer of its own whose voxels are its own at any threshold. */
export function keptInstances(
  answer: KeptAnswer,
  { threshold, components }: JudgeOptions,
  store: AnswerStore,
): readonly Instance[] {
  const { mask } = outlineAt(answer, threshold, components);
  return instancesOf(mask, answer.edges).map((part): Instance => {
    const probabilities = {
      bytes: part.data.byteLength,
      at: (wanted: number) => ({ ...part, data: part.data.slice(), level: levelOf(wanted) }),
    };
    const own: KeptAnswer = { ...answer, probabilities, edges: undefined };
    const peakProbability = part.data.reduce((most, byte) => Math.max(most, byte), 0) / 255;
    return { ...outlineAt(own, threshold, 'all'), id: store.keep(own), peakProbability };
  });
}
