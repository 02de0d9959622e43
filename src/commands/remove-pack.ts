import type { StoredPack } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { batchInTheWay } from './batch-hold.ts';
import { choosePack } from './choose-pack.ts';
import { listPacks } from './list-packs.ts';
import { refuseInManager } from './manage-models.ts';

/** Removes a stored pack, or what is left of a conversion. If it was the one that answers, the embedded one does again. */
export async function removePack(app: App, pack: StoredPack): Promise<void> {
  const { store, packs, embeddedUrl } = app;
  const isAnswering = pack.kind === 'installed' && store.getState().manifestUrl === pack.manifestUrl;
  const inTheWay = isAnswering ? batchInTheWay(app) : undefined;
  if (inTheWay) return refuseInManager(app, inTheWay);
  store.getState().jobEnded(undefined);
  const choosing = isAnswering && choosePack(app, embeddedUrl);
  try {
    await packs.remove(pack.key);
  } catch (error) {
    refuseInManager(app, error);
  }
  await listPacks(app);
  await choosing;
}
