import { AppError, toWire } from '#errors.ts';
import type { Kept } from '#service-worker/site-files.ts';
import { KEPT_AFTER_MS } from './ahead.ts';
import type { App } from './app.ts';
import { untilQuiet } from './until-quiet.ts';

type Site = Pick<App, 'siteWorker' | 'store'>;

/**
 * Has the browser keep the site's files, as soon as nobody waits for the page, so that it opens and answers without its server from then on.
 */
export async function workOffline({ siteWorker, store }: Site, quietMs = KEPT_AFTER_MS): Promise<void> {
  const { offlineChanged, requestSeen, updateFound } = store.getState();
  offlineChanged({ at: 'keeping' });
  const keep = async () => {
    await siteWorker.watch({ onRequest: requestSeen, onUpdate: updateFound });
    await untilQuiet({ store }, quietMs);
    return siteWorker.keep();
  };
  const kept = await keep().catch((error: unknown) => ({
    ...{ isComplete: false, bytes: 0, isDark: false },
    reason: String(error),
  }));
  told(store, kept);
}

/** From now on no request of the page goes to the network, or again as usual. */
export async function goDark({ siteWorker, store }: Site, isDark: boolean): Promise<void> {
  told(store, await siteWorker.goDark(isDark));
}

/** Reloads the page with the newer version that waits. What is open is closed by it. */
export function updatePage({ siteWorker }: Pick<App, 'siteWorker'>): void {
  siteWorker.update();
}

/**
 * Removes all that this browser keeps of parse3d, packs too, and opens the page anew: what is open is closed. What could not
 * be removed is said, and the page stays as it is.
 */
export async function removeEverythingKept(
  app: Pick<App, 'removeKeptData' | 'reload' | 'store'>,
): Promise<void> {
  try {
    await app.removeKeptData();
    app.reload();
  } catch (error) {
    app.store.getState().noticeRaised(toWire(new AppError('not-removed', { reason: String(error) })));
  }
}

function told(store: App['store'], kept: Kept | undefined): void {
  const { offlineChanged, darkChanged } = store.getState();
  offlineChanged(
    kept?.isComplete ? { at: 'kept', bytes: kept.bytes } : { at: 'not-kept', reason: kept?.reason },
  );
  darkChanged(kept?.isDark ?? false);
}
