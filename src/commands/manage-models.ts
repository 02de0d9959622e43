import { toWire } from '#errors.ts';
import type { App } from './app.ts';
import { listPacks } from './list-packs.ts';
import { readOffer } from './read-offer.ts';

/** Opens the place where packs are looked after, and reads what it shows. */
export async function openManager(app: App): Promise<void> {
  app.store.getState().managingChanged(true);
  await Promise.all([listPacks(app), readOffer(app)]);
}

export function closeManager({ store }: Pick<App, 'store'>): void {
  store.getState().managingChanged(false);
}

/** Keeps a checkpoint at hand until its terms are accepted and it is converted. */
export function pickCheckpoint({ store, checkpoints }: Pick<App, 'store' | 'checkpoints'>, file: File): void {
  checkpoints.picked = file;
  store.getState().checkpointPicked({ name: file.name, bytes: file.size });
}

/** Says in the manager why something was not taken. */
export function refuseInManager({ store }: Pick<App, 'store'>, error: unknown): void {
  store.getState().jobEnded({ kind: 'failed', error: toWire(error) });
}
