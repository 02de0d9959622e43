import type { App } from './app.ts';
import { forgetVolume } from './batch-hold.ts';
import { forgetList } from './choose-scan.ts';
import { endClip } from './choose-shown.ts';
import { forgetEdits } from './edit/start-editing.ts';
import { stopSegmenting } from './segment.ts';
import { selectFinding } from './select-finding.ts';
import { keepWork, letGo } from './session/keep-work.ts';
import { currentKey, forgetScan } from './session/open-scans.ts';

/** Puts the scan away with everything found in it. */
export async function closeVolume(app: App): Promise<void> {
  const { viewer, store, voxels } = app;
  await keepWork(app);
  letGo(app);
  const scan = voxels.scan();
  const key = currentKey(app);
  if (key !== undefined) forgetScan(app, key);
  stopSegmenting(app);
  viewer.clear();
  voxels.replaceScan(undefined);
  selectFinding(app, undefined);
  forgetEdits(app);
  endClip(app);
  store.getState().findingsCleared();
  store.getState().marksCleared();
  store.getState().regionChosen(undefined);
  store.getState().anywayChosen(false);
  store.getState().beyondChosen(false);
  store.getState().crosshairMoved(undefined);
  forgetList(app);
  app.waiting.segments = undefined;
  store.getState().comparing(false);
  store.getState().actSettled('opening', 'scan', 'prompt', 'run');
  store.getState().volumeClosed();
  if (scan) forgetVolume(app, scan.volume.id);
}
