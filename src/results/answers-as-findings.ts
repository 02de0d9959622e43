import type { Segmentation } from '#engine/engine.ts';
import type { Mask } from '#volume/types.ts';
import { type AnswerContext, findingOf } from './answer-finding.ts';
import type { Finding, FindingId } from './finding.ts';
import { sharedAmong, withShared } from './shared-voxels.ts';

/** The answers to a run's prompts, as findings with their masks. */
export interface Answers {
  readonly findings: readonly Finding[];
  readonly masks: ReadonlyMap<FindingId, Mask>;
}

/**
 * What `answers` about one scan are, taken together with `earlier` ones of another pack: a later one on the same subject replaces
 * an earlier.
 */
export function answersAsFindings(
  answers: readonly Segmentation[],
  context: Omit<AnswerContext, 'findings' | 'freshId'>,
  earlier: Answers = { findings: [], masks: new Map() },
): Answers {
  const findings = new Map<FindingId, Finding>(earlier.findings.map((finding) => [finding.id, finding]));
  const masks = new Map<FindingId, Mask>(earlier.masks);
  for (const answer of answers) {
    const freshId = () => `finding ${findings.size + 1}` as FindingId;
    const finding = findingOf(answer, { ...context, findings: [...findings.values()], freshId });
    findings.set(finding.id, finding);
    if (answer.kind === 'found') masks.set(finding.id, answer.mask);
    else masks.delete(finding.id);
  }
  const all = [...findings.values()];
  return {
    findings: withShared(
      all,
      sharedAmong(all, (id) => masks.get(id)),
    ),
    masks,
  };
}
