import type { LoadedModel, Segmentation } from '#engine/engine.ts';
import { packsThatMayKnow } from '#prompt/other-packs.ts';
import { findingOf } from '#results/answer-finding.ts';
import type { FindingId } from '#results/finding.ts';
import type { Volume } from '#volume/types.ts';
import type { App } from './app.ts';

/** Puts one answer among the findings, in place of an earlier answer about the same subject; the finding's id. */
export function recordAnswer(
  { store, voxels }: Pick<App, 'store' | 'voxels'>,
  model: LoadedModel,
  scan: Volume,
  answer: Segmentation,
): FindingId {
  const { findings, findingRecorded } = store.getState();
  const freshId = () => crypto.randomUUID() as FindingId;
  const { offered } = store.getState();
  const others = offered.at === 'read' ? [offered] : [];
  const mayKnow = (text: string, packId: string) => packsThatMayKnow(text, packId, others);
  const finding = findingOf(answer, { model, scan, findings, freshId, packsThatMayKnow: mayKnow });
  if (answer.kind === 'found') voxels.keepMask(finding.id, answer.mask);
  else voxels.forgetMask(finding.id);
  findingRecorded(finding);
  return finding.id;
}
