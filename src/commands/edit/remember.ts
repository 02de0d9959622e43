import type { App } from '#commands/app.ts';
import { drawMasks } from '#commands/draw-masks.ts';
import type { Step } from '#commands/history.ts';
import { selectFinding } from '#commands/select-finding.ts';
import type { MaskParts } from '#commands/voxels.ts';
import { findingName } from '#messages/structure-name.ts';
import { distinct } from '#results/distinct.ts';
import { isEdited } from '#results/edit-tools.ts';
import type { Finding, FindingId } from '#results/finding.ts';
import type { StepKind, StepName } from '#state/edit-slice.ts';
import { remeasure } from './remeasure.ts';

type RememberApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** An answer as it was at some time, with its place among the others. */
interface Moment {
  readonly finding: Finding;
  readonly at: number;
  readonly parts: MaskParts | undefined;
}

/**
 * Does `act`, which changes, adds or takes away the answers `ids`, so that it can be undone: their facts, their masks and their
 * places come back, by reference, so what did not change costs nothing. Acts of one `key` that follow each other within a
 * moment are undone together.
 */
export function remember(
  app: RememberApp,
  what: StepName,
  ids: readonly FindingId[],
  act: () => void,
  key?: string,
): void {
  const before = ids.map((id) => momentOf(app, id));
  act();
  const after = ids.map((id) => momentOf(app, id));
  const bytes = ids.reduce((sum, _, n) => sum + costOf(before[n]?.parts, after[n]?.parts), 0);
  addStep(app, {
    what,
    bytes,
    holds: [...before, ...after].flatMap((moment) => arraysOf(moment?.parts)),
    key,
    undo: () => putBack(app, ids, before),
    redo: () => putBack(app, ids, after),
  });
}

/** Puts a step on the history; where older ones had to go for it, that is said. */
export function addStep({ store, history }: Pick<App, 'store' | 'history'>, step: Step): void {
  const dropped = history.add(step);
  history.show(store);
  if (dropped > 0) store.getState().editTold({ kind: 'steps-dropped', count: dropped });
}

/** What undo calls a step that concerns one answer. */
export function stepName({ store }: Pick<App, 'store'>, kind: StepKind, id: FindingId): StepName {
  const finding = store.getState().findings.find((each) => each.id === id);
  return { kind, title: finding && findingName(finding) };
}

function momentOf({ store, voxels }: RememberApp, id: FindingId): Moment | undefined {
  const { findings } = store.getState();
  const at = findings.findIndex((finding) => finding.id === id);
  const finding = findings[at];
  return finding && { finding, at, parts: voxels.parts(id) };
}

/** Bytes that a step keeps: of masks that are not the same on both sides. */
function costOf(before: MaskParts | undefined, after: MaskParts | undefined): number {
  const size = (parts: MaskParts | undefined, other: MaskParts | undefined) =>
    (parts && parts.base !== other?.base ? parts.base.data.length : 0) +
    (parts && parts.edits !== other?.edits ? parts.edits.data.length : 0);
  return size(before, after) + size(after, before);
}

function arraysOf(parts: MaskParts | undefined): readonly Uint8Array[] {
  return parts ? [parts.base.data, parts.edits.data] : [];
}

function putBack(
  app: RememberApp,
  ids: readonly FindingId[],
  moments: readonly (Moment | undefined)[],
): void {
  const { store, voxels } = app;
  const { findingPlaced, findingRemoved, selected } = store.getState();
  ids.forEach((id, n) => {
    if (moments[n]) return;
    if (selected === id) selectFinding(app, undefined);
    findingRemoved(id);
    voxels.forgetMask(id);
  });
  const placed = moments.filter((moment) => moment !== undefined).sort((a, b) => a.at - b.at);
  for (const { finding: was, at, parts } of placed) {
    const finding = distinct(was, store.getState().findings);
    findingPlaced(finding, at);
    const now = voxels.parts(finding.id);
    const isSame = now?.base === parts?.base && now?.edits === parts?.edits;
    if (parts && !isSame) voxels.keepParts(finding.id, parts);
  }
  drawMasks(app);
  for (const { finding } of placed) {
    if (finding.kind === 'found' && isEdited(finding.edits)) void remeasure(app, finding.id);
  }
}
