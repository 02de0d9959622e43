import type { LoadedModel, Segmentation } from '#engine/engine.ts';
import type { PackNames } from '#model/pack-description.ts';
import { type OtherPack, packsThatMayKnow } from '#prompt/other-packs.ts';
import { findingOf } from '#results/answer-finding.ts';
import type { FindingId } from '#results/finding.ts';
import type { State } from '#state/store.ts';
import type { Modality, Volume } from '#volume/types.ts';
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
  const others = othersToName(store.getState(), scan.modality);
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

/** Models that a person could let answer, or bring, for such a scan. */
export function othersToName(state: State, modality: Modality): readonly OtherPack[] {
  const { offered, weights, storedPacks, described } = state;
  const stored = storedPacks.at === 'listed' ? storedPacks.packs : [];
  const installed = stored.flatMap((pack) => (pack.kind === 'installed' ? [pack.facts] : []));
  const fits = ({ modalities }: Pick<PackNames, 'modalities'>) =>
    modalities.length === 0 || modalities.includes(modality);
  const known = [...described.values(), ...installed].filter(fits);
  const bringable = weights.at === 'read' ? weights.models : [];
  return [
    ...known.map(({ id, name, ...vocabulary }) => ({ id, name, vocabulary })),
    ...(offered.at === 'read' ? [offered] : []),
    ...bringable
      .filter((each) => each.modality === modality)
      .map(({ id, name, ...vocabulary }) => ({ id, name, vocabulary })),
  ];
}
