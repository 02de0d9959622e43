import type { OpenedScan } from '#formats/reader.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { App } from './app.ts';
import { forgetVolume } from './batch-hold.ts';
import { endClip } from './choose-shown.ts';
import { showPreset } from './choose-view.ts';
import { forgetEdits } from './edit/start-editing.ts';
import { stopSegmenting } from './segment.ts';
import { selectFinding } from './select-finding.ts';
import type { ScanSource } from './voxels.ts';
import { windowPresets } from './windows.ts';

/** Shows a scan in place of the one before. */
export function showScan(app: App, scan: OpenedScan, source?: ScanSource): void {
  const { store, viewer, voxels } = app;
  const { volume, facts } = scan;
  // The viewer draws once, in the window that the page will show.
  const [{ low, high } = scan.range] = windowPresets(volume.modality, scan.range);
  viewer.show(volume, [low, high]);
  const before = voxels.scan();
  stopSegmenting(app);
  voxels.replaceScan({ volume, header: facts.header, opened: scan, source });
  selectFinding(app, undefined);
  forgetEdits(app);
  endClip(app);
  store.getState().findingsCleared();
  store.getState().marksCleared();
  store.getState().regionChosen(undefined);
  store.getState().anywayChosen(false);
  store.getState().beyondChosen(false);
  store.getState().volumeOpened(infoOf(scan));
  showPreset(app);
  store.getState().actSettled('scan', 'prompt', 'run');
  for (const notice of facts.notices) store.getState().noticeRaised(notice, 'scan');
  if (before) forgetVolume(app, before.volume.id);
}

function infoOf({ volume, facts, range }: OpenedScan): VolumeInfo {
  const { id, name, modality, grid } = volume;
  const { modalityIsGuess, guess, notices, turned, bodyPart } = facts;
  const modalityIsUnsure = guess?.isSure === false;
  const { voxelToWorld } = grid;
  const [spacingMm, axes] = [spacing(voxelToWorld), axisCodes(voxelToWorld)];
  const stated = { modality, modalityIsGuess, modalityIsUnsure, modalityReason: guess?.reason };
  return { id, name, ...stated, bodyPart, notices, turned, grid, spacingMm, axes, range };
}
