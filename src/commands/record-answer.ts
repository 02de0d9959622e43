import type { LoadedModel, Segmentation } from '#engine/engine.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { findingOf } from '#results/answer-finding.ts';
import type { FindingId } from '#results/finding.ts';
import type { Volume } from '#volume/types.ts';
import type { App } from './app.ts';
import { remember, stepName } from './edit/remember.ts';

/** Puts one answer among the findings, in place of an earlier answer about the same subject; the finding's id. */
export function recordAnswer(
  app: Pick<App, 'store' | 'voxels' | 'viewer' | 'history' | 'editor'>,
  model: LoadedModel,
  scan: Volume,
  answer: Segmentation,
  replaced: ReadonlySet<FindingId> = new Set(),
): FindingId {
  const { store, voxels } = app;
  const { findings, findingRecorded } = store.getState();
  const freshId = () => crypto.randomUUID() as FindingId;
  const { offered } = store.getState();
  const others = offered.at === 'read' ? [offered] : [];
  const mayKnow = (text: string, packId: string) => packsThatMayKnow(text, packId, others);
  const finding = findingOf(answer, { model, scan, findings, freshId, packsThatMayKnow: mayKnow, replaced });
  const record = () => {
    if (answer.kind === 'found') voxels.keepMask(finding.id, answer.mask);
    else voxels.forgetMask(finding.id);
    findingRecorded(finding);
  };
  // Any other step about it would be undone onto what it was not done to.
  const isKnown = findings.some(({ id, kind }) => id === finding.id && kind === 'found');
  if (isKnown) remember(app, stepName(app, 'replace', finding.id), [finding.id], record);
  else record();
  return finding.id;
}
