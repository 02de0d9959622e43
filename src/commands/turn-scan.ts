import { turnedScan } from '#results/stated-scan.ts';
import type { Flip } from '#volume/turn.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';
import { refusedByBatch } from './batch-hold.ts';
import { showScan } from './show-scan.ts';

/**
 * Takes these ends of the patient for exchanged in the scan's file, on top of what was taken so before, and asks anew what had
 * been asked. Files are written on the grid of the scan's own file all the same, so that they lie on it in other programs.
 */
export async function turnScan(app: App, flips: readonly Flip[]): Promise<void> {
  const { store, voxels } = app;
  const scan = voxels.scan();
  if (!scan || flips.length === 0 || refusedByBatch(app)) return;
  const asked = store.getState().findings.map(({ prompt }) => prompt);
  const { modality } = scan.volume;
  const { volume } = store.getState();
  const opened = turnedScan(scan.opened, flips);
  await showScan(app, { ...opened, volume: { ...opened.volume, modality } });
  // What was said of it before is said of it still.
  if (volume.at === 'ready' && !volume.info.modalityIsGuess) store.getState().modalityStated(modality);
  const prompts = [...new Set(asked)];
  if (prompts.length > 0) await ask(app, prompts.join(', '));
}
