import type { Shown } from '#state/view-slice.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { type Clip, depthOf } from '#volume/clip.ts';
import type { App } from './app.ts';

type ShownApp = Pick<App, 'store' | 'viewer'>;

/** Shows or hides the crosshair, the boxes or the legend. */
export function toggleShown({ store }: ShownApp, what: keyof Shown): void {
  const { shown, shownChosen } = store.getState();
  shownChosen({ [what]: !shown[what] });
}

/** Cuts 3D at a slice with some of it changed: at first at the coronal one that the crosshair is on. */
export function clip({ store, viewer }: ShownApp, change: Partial<Clip>): void {
  const { clip: before, volume, crosshair, clipChosen } = store.getState();
  if (volume.at !== 'ready') return;
  const { grid } = volume.info;
  const plane = change.plane ?? before?.plane ?? 'coronal';
  const voxel = crosshair && toVoxel(worldToVoxel(grid), crosshair.at);
  const here = voxel ? depthOf(grid, plane, voxel) : 0.5;
  const kept = before?.plane === plane ? before : { depth: here, isFlipped: false };
  const next = { ...kept, ...change, plane };
  viewer.setClip(next);
  clipChosen(next);
}

export function endClip({ store, viewer }: ShownApp): void {
  viewer.setClip(undefined);
  store.getState().clipChosen(undefined);
}

/** Lets 3D look at the selected object, or, where none is selected, at all of them again. */
export function frameSelected({ store, viewer }: ShownApp): void {
  viewer.setFrame(store.getState().selected);
}

/** All of the scan in every view, and 3D as it was at first. */
export function resetViews({ viewer }: ShownApp): void {
  viewer.setFrame(undefined);
  viewer.resetView();
}

/** Draws 3D where it waited to be asked for. */
export function showSolid({ store, viewer }: ShownApp): void {
  viewer.setSolid(true);
  store.getState().solidChosen('drawn');
}
