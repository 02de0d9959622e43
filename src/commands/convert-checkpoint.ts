import type { PackKey } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { runPackJob } from './run-pack-job.ts';

/** Turns the checkpoint at hand into a pack of `precision`. Its terms have been accepted. */
export async function convertCheckpoint(app: App, precision: string): Promise<PackKey | undefined> {
  const { store, packs, checkpoints, recipeUrl } = app;
  const checkpoint = checkpoints.picked;
  if (!checkpoint) return undefined;
  const { offered } = store.getState();
  const title = offered.at === 'read' ? `${offered.name}, ${precision}` : precision;
  // The browser may say no; the pack then goes when the disk is full.
  await globalThis.navigator?.storage?.persist?.().catch(() => false);
  const key = await runPackJob(app, 'convert', title, (options) =>
    packs.convert({ checkpoint, recipeUrl, precision }, options),
  );
  if (key !== undefined) {
    checkpoints.picked = undefined;
    const { jobOutcome } = store.getState();
    store.getState().checkpointPicked(undefined);
    store.getState().jobEnded(jobOutcome);
  }
  return key;
}
