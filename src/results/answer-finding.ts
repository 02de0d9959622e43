import type { LoadedModel, Segmentation } from '#engine/engine.ts';
import type { StructureId } from '#model/prompt.ts';
import { isTested } from '#model/tested.ts';
import type { Volume } from '#volume/types.ts';
import { colorOf } from './colors.ts';
import { type Appearance, type Finding, type FindingId, foundObjects, type Source } from './finding.ts';
import { labelIdOf } from './label-ids.ts';

/** Of the pack that answers, what findings say of it. */
export type AnsweringModel = Pick<LoadedModel, 'id' | 'name' | 'version' | 'structures' | 'scores' | 'facts'>;

export interface AnswerContext {
  readonly model: AnsweringModel;
  /** What was asked about. */
  readonly scan: Pick<Volume, 'id' | 'modality'>;
  /** What is known of the scan so far. */
  readonly findings: readonly Finding[];
  readonly freshId: () => FindingId;
  /** Objects that a person has changed and has said to be replaced. */
  readonly replaced?: ReadonlySet<FindingId>;
  /** Names of packs other than `packId` that may know what `text` names. */
  readonly packsThatMayKnow: (text: string, packId: string) => readonly string[];
}

const OPACITY = 0.5;

/**
 * One answer as a finding, with a title and a label that no other has. It bears the id of the earlier finding on the same
 * subject that it replaces, if there is one; what somebody has changed is never replaced.
 */
export function findingOf(answer: Segmentation, context: AnswerContext): Finding {
  const { model, scan, findings } = context;
  const subject = subjectOf(answer.structure, answer.prompt.text);
  const isFree = (finding: Finding) => !isChanged(finding) || context.replaced?.has(finding.id);
  const before = findings.find((finding) => finding.subject === subject && isFree(finding));
  const known = model.structures.find((structure) => structure.id === answer.structure);
  const { prompt, structure } = answer;
  const renamed = before?.kind === 'found' && before.isRenamed ? before : undefined;
  const common = {
    id: before?.id ?? context.freshId(),
    volumeId: scan.id,
    subject,
    prompt: prompt.text,
    title: renamed?.title ?? freshTitle(known?.name ?? prompt.text, findings, before),
    source: sourceOf(answer, context),
  };
  if (answer.kind === 'not-understood') {
    const { nearest, isReading, kind } = answer;
    return {
      ...common,
      kind,
      nearest,
      isReading,
      elsewhere: context.packsThatMayKnow(prompt.text, model.id),
    };
  }
  const { existence, evidence } = answer;
  const judged = { ...common, structure, existence, evidence };
  if (answer.kind === 'not-found') return { ...judged, kind: answer.kind, reason: answer.reason };
  const { components, threshold, pieces, measurement, confidence } = answer;
  return {
    ...judged,
    kind: 'found',
    labelId: labelIdOf(model.structures, known, findings, before),
    ...{ answer: answer.id, threshold, components, pieces, measurement, confidence },
    ...{ shared: [], isChanged: false, edits: {}, isDrawn: false },
    ...(renamed && { isRenamed: true }),
    ...appearance(findings, before, known?.color),
  };
}

/** What an answer is about: two of one subject answer the same question. */
export function subjectOf(structure: StructureId | undefined, text: string): string {
  return structure ?? `"${text.toLowerCase()}"`;
}

function sourceOf(answer: Segmentation, { model, scan }: AnswerContext): Source {
  const { device, milliseconds, structure, slices, windows, body, jump, region, scene } = answer;
  return {
    ...{ model: model.name, version: model.version, pack: model.facts },
    ...{ device, modality: scan.modality, milliseconds },
    isTested: isTested(model.scores, structure, scan.modality),
    ...(body && { body }),
    ...(jump && { jump }),
    ...(region && { region }),
    ...(scene && { scene }),
    ...(slices && { slices }),
    ...(windows && { windows }),
  };
}

function isChanged(finding: Finding): boolean {
  return finding.kind === 'found' && finding.isChanged;
}

/** `title`, numbered where a finding other than `before` bears it already. */
export function freshTitle(title: string, findings: readonly Finding[], before: Finding | undefined): string {
  const others = new Set(findings.filter((each) => each !== before).map((each) => each.title));
  let fresh = title;
  for (let n = 2; others.has(fresh); n++) fresh = `${title} (${n})`;
  return fresh;
}

function appearance(
  findings: readonly Finding[],
  before: Finding | undefined,
  own: Appearance['color'] | undefined,
): Appearance {
  if (before?.kind === 'found') return { color: before.color, opacity: before.opacity, visible: true };
  return { color: colorOf(own, foundObjects(findings)), opacity: OPACITY, visible: true };
}
