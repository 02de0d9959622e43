import type { App } from './app.ts';

/** Puts the scan away with everything found in it. */
export async function closeVolume({ engine, viewer, store, voxels, runs }: App): Promise<void> {
  const scan = voxels.scan();
  runs.stop();
  viewer.clear();
  voxels.replaceScan(undefined);
  store.getState().findingsCleared();
  store.getState().crosshairMoved(undefined);
  store.getState().volumeClosed();
  if (scan) await engine.forget(scan.volume.id);
}
