import type { App } from './app.ts';
import { forgetVolume } from './batch-hold.ts';
import { forgetList } from './choose-scan.ts';
import { stopSegmenting } from './segment.ts';
import { selectFinding } from './select-finding.ts';

/** Puts the scan away with everything found in it. */
export async function closeVolume(app: App): Promise<void> {
  const { viewer, store, voxels } = app;
  const scan = voxels.scan();
  stopSegmenting(app);
  viewer.clear();
  voxels.replaceScan(undefined);
  selectFinding(app, undefined);
  store.getState().findingsCleared();
  store.getState().crosshairMoved(undefined);
  forgetList(app);
  store.getState().volumeClosed();
  if (scan) await forgetVolume(app, scan.volume.id);
}
