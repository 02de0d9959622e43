import { type FoundObject, foundObjects } from '#results/finding.ts';
import { turnedScan } from '#results/stated-scan.ts';
import { layOver } from '#volume/edit/edits.ts';
import type { Flip } from '#volume/turn.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';
import { refusedByBatch } from './batch-hold.ts';
import { drawMasks } from './draw-masks.ts';
import { stateBodyPart } from './said-parts.ts';
import { hasHandwork, mayLose } from './session/may-lose.ts';
import { showScan } from './show-scan.ts';
import type { MaskParts } from './voxels.ts';

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
  const parts = read.map(({ id }) => voxels.parts(id));
  const asked = findings.flatMap(({ prompt }) => (prompt === '' ? [] : [prompt]));
  const { modality } = scan.volume;
  const { volume } = store.getState();
  const opened = turnedScan(scan.opened, flips);
  showScan(app, { ...opened, volume: { ...opened.volume, modality } });
  // What was said of it before is said of it still.
  if (volume.at === 'ready' && !volume.info.modalityIsGuess) store.getState().modalityStated(modality);
  if (volume.at === 'ready' && volume.info.bodyPart?.from === 'person') {
    stateBodyPart(app, volume.info.bodyPart.parts);
  }
  // Nobody was asked for these: their voxels are the same, and lie where the turned scan has them.
  await keepRead(app, read, parts);
  const prompts = [...new Set(asked)];
  if (prompts.length > 0) await ask(app, prompts);
}

/** Puts objects that were read from files onto the scan as it lies now. */
async function keepRead(
  app: App,
  read: readonly FoundObject[],
  parts: readonly (MaskParts | undefined)[],
): Promise<void> {
  const { store, voxels, editor } = app;
  const scan = voxels.scan();
  if (!scan || read.length === 0) return;
  const { id: volumeId, grid } = scan.volume;
  await editor.open(scan.volume);
  for (const [n, object] of read.entries()) {
    const part = parts[n];
    if (!part) continue;
    const base = { ...part.base, grid };
    const measurement = await editor.measure(layOver(base, part.edits));
    if (voxels.scan() !== scan) return;
    voxels.keepParts(object.id, { base, edits: part.edits });
    store.getState().findingPlaced({ ...object, volumeId, measurement }, n);
  }
  drawMasks(app);
}
