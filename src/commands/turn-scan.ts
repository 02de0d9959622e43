import { type FoundObject, foundObjects } from '#results/finding.ts';
import { turnedScan } from '#results/stated-scan.ts';
import type { Flip } from '#volume/turn.ts';
import type { Mask } from '#volume/types.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';
import { refusedByBatch } from './batch-hold.ts';
import { drawMasks } from './draw-masks.ts';
import { hasHandwork, mayLose } from './session/may-lose.ts';
import { showScan } from './show-scan.ts';

/**
 * Takes these ends of the patient for exchanged in the scan's file, on top of what was taken so before, and asks anew what had
 * been asked. Files are written on the grid of the scan's own file all the same, so that they lie on it in other programs.
 */
export async function turnScan(app: App, flips: readonly Flip[]): Promise<void> {
  const { store, voxels } = app;
  const scan = voxels.scan();
  if (!scan || flips.length === 0 || refusedByBatch(app)) return;
  if (hasHandwork(app) && !(await mayLose(app, 'scan-changes'))) return;
  const { findings } = store.getState();
  const read = foundObjects(findings).filter(({ fromFile }) => fromFile);
  const masks = read.map(({ id }) => voxels.mask(id));
  const asked = findings.flatMap(({ prompt }) => (prompt === '' ? [] : [prompt]));
  const { modality } = scan.volume;
  const { volume } = store.getState();
  const opened = turnedScan(scan.opened, flips);
  await showScan(app, { ...opened, volume: { ...opened.volume, modality } });
  // What was said of it before is said of it still.
  if (volume.at === 'ready' && !volume.info.modalityIsGuess) store.getState().modalityStated(modality);
  // Nobody was asked for these: their voxels are the same, and lie where the turned scan has them.
  await keepRead(app, read, masks);
  const prompts = [...new Set(asked)];
  if (prompts.length > 0) await ask(app, prompts.join(', '));
}

/** Puts objects that were read from files onto the scan as it lies now. */
async function keepRead(
  app: App,
  read: readonly FoundObject[],
  masks: readonly (Mask | undefined)[],
): Promise<void> {
  const { store, voxels, editor } = app;
  const scan = voxels.scan();
  if (!scan || read.length === 0) return;
  const { id: volumeId, grid } = scan.volume;
  await editor.open(scan.volume);
  for (const [n, object] of read.entries()) {
    const mask = masks[n];
    if (!mask) continue;
    const moved = { ...mask, grid };
    const measurement = await editor.measure(moved);
    if (voxels.scan() !== scan) return;
    voxels.keepMask(object.id, moved);
    store.getState().findingPlaced({ ...object, volumeId, measurement }, n);
  }
  drawMasks(app);
}
