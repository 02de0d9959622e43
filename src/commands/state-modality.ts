import { restate } from '#formats/restate.ts';
import { UNSURE } from '#formats/unsure.ts';
import type { Modality } from '#volume/types.ts';
import type { App } from './app.ts';
import { forgetVolume, refusedByBatch } from './batch-hold.ts';
import { showPreset } from './choose-view.ts';
import { stateBodyPart } from './said-parts.ts';
import { stopSegmenting } from './segment.ts';
import { hasHandwork, mayLose } from './session/may-lose.ts';
import { showScan } from './show-scan.ts';

/** Takes the user's word for what kind of scan it is. Said to be another than it was taken for, it is read anew for the next prompt. */
export async function stateModality(app: App, modality: Modality): Promise<void> {
  const { store, voxels } = app;
  const scan = voxels.scan();
  const { volume, notices } = store.getState();
  if (!scan || volume.at !== 'ready') return;
  const isSaid = scan.volume.modality === modality && !volume.info.modalityIsUnsure;
  if (isSaid || refusedByBatch(app)) return;
  const isAnother = scan.opened.facts.mended && modality !== scan.volume.modality;
  if (isAnother && hasHandwork(app) && !(await mayLose(app, 'scan-changes'))) return;
  const asking = notices.filter(({ error }) => UNSURE.has(error.code));
  for (const { id } of asking) store.getState().noticeDismissed(id);
  if (isAnother) {
    // Its intensities become others, so it is another scan to the views, and what was found in it was found in others.
    const { bodyPart } = volume.info;
    showScan(app, restate(scan.opened, modality), scan.source);
    if (bodyPart?.from === 'person') stateBodyPart(app, bodyPart.parts);
    return;
  }
  stopSegmenting(app);
  voxels.describeScan({ modality });
  store.getState().modalityStated(modality);
  showPreset(app);
  if (modality !== scan.volume.modality) forgetVolume(app, scan.volume.id);
}
