import type { LoadedModel, Segmentation } from '#engine/engine.ts';
import type { Prompt } from '#model/prompt.ts';
import { isTested } from '#model/tested.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { type Finding, type FindingId, foundObjects } from '#state/findings-slice.ts';
import type { Rgb } from '#viewer/viewer.ts';
import type { Volume } from '#volume/types.ts';
import type { App } from './app.ts';

/** For objects that the pack has no colour for: far apart from each other and from the greys of the scan. */
const PALETTE: readonly Rgb[] = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 178, 137],
  [240, 108, 155],
  [240, 228, 66],
  [168, 130, 255],
  [255, 120, 70],
  [130, 220, 90],
];

const OPACITY = 0.5;

/** Puts one answer among the findings, in place of an earlier answer about the same subject; the finding's id. */
export function recordAnswer(
  { store, voxels }: Pick<App, 'store' | 'voxels'>,
  model: LoadedModel,
  scan: Volume,
  answer: Segmentation,
): FindingId {
  const { id: volumeId, modality } = scan;
  const { findings, findingRecorded } = store.getState();
  const subject = answer.structure ?? `"${answer.prompt.text.toLowerCase()}"`;
  const before = findings.find((finding) => finding.subject === subject && !isChanged(finding));
  const id = before?.id ?? (crypto.randomUUID() as FindingId);
  const known = model.structures.find((structure) => structure.id === answer.structure);
  const { prompt, structure } = answer;
  const title = freshTitle(known?.name ?? prompt.text, findings, before);
  const common = { id, volumeId, subject, prompt: prompt.text, title };
  if (answer.kind === 'not-understood') {
    voxels.forgetMask(id);
    const { offered } = store.getState();
    const others = offered.at === 'read' ? [offered] : [];
    const elsewhere = packsThatMayKnow(prompt.text, model.id, others);
    findingRecorded({ ...common, kind: answer.kind, nearest: answer.nearest, elsewhere });
    return id;
  }
  const { existence, evidence, device, milliseconds } = answer;
  const source = {
    ...{ model: model.name, version: model.version, pack: model.facts, device, modality, milliseconds },
    isTested: isTested(model.scores, structure, modality),
    ...(answer.slices && { slices: answer.slices }),
  };
  if (answer.kind === 'not-found') {
    const { reason } = answer;
    voxels.forgetMask(id);
    findingRecorded({ ...common, kind: answer.kind, structure, existence, evidence, reason, source });
    return id;
  }
  voxels.keepMask(id, answer.mask);
  const look = appearance(findings, before, known?.color);
  const labelId = labelOf(model, known, findings, before);
  const { components, threshold, pieces, measurement } = answer;
  const shape = { answer: answer.id, threshold, components, pieces, measurement, isChanged: false };
  const facts = { structure, labelId, existence, evidence, source };
  findingRecorded({ ...common, kind: 'found', ...facts, ...shape, ...look });
  return id;
}

function isChanged(finding: Finding): boolean {
  return finding.kind === 'found' && finding.isChanged;
}

/** `title`, numbered where an object that somebody has changed bears it already. */
function freshTitle(title: string, findings: readonly Finding[], before: Finding | undefined): string {
  const others = new Set(findings.filter((each) => each !== before).map((each) => each.title));
  let fresh = title;
  for (let n = 2; others.has(fresh); n++) fresh = `${title} (${n})`;
  return fresh;
}

function appearance(findings: readonly Finding[], before: Finding | undefined, color: Rgb | undefined) {
  if (before?.kind === 'found') return { color: before.color, opacity: before.opacity, visible: true };
  const used = new Set(foundObjects(findings).map((finding) => String(finding.color)));
  const fresh = PALETTE.find((candidate) => !used.has(String(candidate))) ?? [200, 200, 200];
  return { color: color ?? fresh, opacity: OPACITY, visible: true };
}

/** What each of `prompts` will be drawn in, unless it has been drawn before. */
export function colorsOf(
  model: LoadedModel,
  findings: readonly Finding[],
  prompts: readonly Prompt[],
): readonly Rgb[] {
  const used = new Set(foundObjects(findings).map(({ color }) => String(color)));
  const fresh = PALETTE.filter((candidate) => !used.has(String(candidate))).values();
  return prompts.map(({ structure }) => {
    const known = model.structures.find(({ id }) => id === structure);
    return known?.color ?? fresh.next().value ?? [200, 200, 200];
  });
}

/** A label that no other object has: the pack's own where another pack has not given it away, else the least free one. */
function labelOf(
  model: LoadedModel,
  known: LoadedModel['structures'][number] | undefined,
  findings: readonly Finding[],
  before: Finding | undefined,
): number {
  const taken = foundObjects(findings)
    .filter(({ id }) => id !== before?.id)
    .map(({ labelId }) => labelId);
  if (known && !taken.includes(known.labelId)) return known.labelId;
  if (before?.kind === 'found' && !taken.includes(before.labelId)) return before.labelId;
  return Math.max(0, ...model.structures.map(({ labelId }) => labelId), ...taken) + 1;
}
