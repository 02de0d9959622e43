import type { Instance } from '#engine/engine.ts';
import { AppError, toWire } from '#errors.ts';
import { findingName } from '#messages/structure-name.ts';
import { freshTitle } from '#results/answer-finding.ts';
import { colorOf } from '#results/colors.ts';
import { isEdited } from '#results/edit-tools.ts';
import { type Finding, type FindingId, type FoundObject, foundObjects } from '#results/finding.ts';
import { labelIdOf } from '#results/label-ids.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { remember, stepName } from './edit/remember.ts';
import { selectFinding } from './select-finding.ts';

type PartApp = Pick<App, 'engine' | 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** Whether an object may be parted: a model's answer, read slice by slice, as the model has drawn it. */
export function canBeParted({ isDrawn, edits, source }: FoundObject): boolean {
  return !isDrawn && !isEdited(edits) && source.slices !== undefined;
}

/** Puts an object of its own in place of each instance of one, as one step. */
export async function partInstances(app: PartApp, id: FindingId): Promise<void> {
  const { engine, store } = app;
  const find = () => store.getState().findings.find((each) => each.id === id);
  const whole = find();
  if (whole?.kind !== 'found' || !canBeParted(whole)) return;
  try {
    const { threshold, components, answer } = whole;
    const name = findingName(whole);
    const parts = await engine.instances(answer, { threshold, components });
    if (!parts) throw new AppError('answer-gone', { name });
    if (parts.length < 2) throw new AppError('one-instance', { name });
    // It may have been changed or deleted meanwhile.
    if (find() === whole) replace(app, whole, parts);
  } catch (error) {
    store.getState().noticeRaised(toWire(error));
  }
}

function replace(app: PartApp, whole: FoundObject, parts: readonly Instance[]): void {
  const { store, voxels } = app;
  const ids = parts.map(() => crypto.randomUUID() as FindingId);
  remember(app, stepName(app, 'part', whole.id), [whole.id, ...ids], () => {
    if (store.getState().selected === whole.id) selectFinding(app, undefined);
    store.getState().findingRemoved(whole.id);
    voxels.forgetMask(whole.id);
    parts.forEach((part, n) => {
      const id = ids[n] as FindingId;
      const { findings, findingRecorded } = store.getState();
      voxels.keepMask(id, part.mask);
      findingRecorded(instanceOf(whole, part, id, findings));
    });
    drawMasks(app);
  });
}

function instanceOf(
  whole: FoundObject,
  { id: answer, mask: _, peakProbability, ...shape }: Instance,
  id: FindingId,
  findings: readonly Finding[],
): FoundObject {
  const evidence = { ...whole.evidence, peakProbability, volumeMl: shape.measurement.volumeMl };
  return {
    ...whole,
    ...shape,
    ...{ id, answer, evidence },
    // Asked for again, the whole comes beside it.
    ...{ subject: `part ${id}`, isChanged: false, shared: [] },
    title: freshTitle(whole.title, findings, undefined),
    labelId: labelIdOf([], undefined, findings, undefined),
    color: colorOf(undefined, foundObjects(findings)),
  };
}
