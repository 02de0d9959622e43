import type { StoredPack } from '#packs/pack-store.ts';
import type { App } from './app.ts';
import { batchInTheWay } from './batch-hold.ts';
import { settleOn } from './choose-pack.ts';
import { listPacks } from './list-packs.ts';
import { refuseInManager } from './manage-models.ts';

/** Removes a stored pack, or what is left of a conversion. If it was the one that answers, the embedded one does again. */
export async function removePack(app: App, pack: StoredPack): Promise<void> {
  const { store, packs, embeddedUrl } = app;
  const { manifestUrl, homeUrl } = store.getState();
  const isAnswering = pack.kind === 'installed' && [manifestUrl, homeUrl].includes(pack.manifestUrl);
  const inTheWay = isAnswering ? batchInTheWay(app) : undefined;
  if (inTheWay) return refuseInManager(app, inTheWay);
  store.getState().jobEnded(undefined);
  // One that only helped out leaves the chosen one chosen.
  const next = pack.kind === 'installed' && homeUrl === pack.manifestUrl ? embeddedUrl : homeUrl;
  const choosing = isAnswering && settleOn(app, next);
  try {
    await packs.remove(pack.key);
  } catch (error) {
    refuseInManager(app, error);
  }
  await listPacks(app);
  await choosing;
}
