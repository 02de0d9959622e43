import type { Modality } from '#volume/types.ts';
import type { App } from './app.ts';
import { showPreset } from './choose-view.ts';
import { stopSegmenting } from './segment.ts';

/** Takes the user's word for what kind of scan it is. The scan is read anew for the next prompt. */
export async function stateModality(app: App, modality: Modality): Promise<void> {
  const { engine, store, voxels } = app;
  const scan = voxels.scan();
  if (!scan || scan.volume.modality === modality) return;
  stopSegmenting(app);
  voxels.describeScan({ modality });
  store.getState().modalityStated(modality);
  showPreset(app);
  await engine.forget(scan.volume.id);
}
