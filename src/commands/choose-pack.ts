import { AppError, toWire } from '#errors.ts';
import type { App } from './app.ts';
import { listPacks } from './list-packs.ts';
import { loadModel } from './load-model.ts';
import { stopSegmenting } from './segment.ts';

/** Lets the pack whose manifest is at `manifestUrl` answer from now on, also after a reload. Findings stay. */
export async function choosePack(app: App, manifestUrl: string): Promise<void> {
  const { store, embeddedUrl, remembered } = app;
  stopSegmenting(app);
  store.getState().packChosen(manifestUrl);
  remembered.write(manifestUrl === embeddedUrl ? undefined : manifestUrl);
  await loadModel(app);
}

/** The pack that was chosen before the page was reloaded; where it is gone, that is said and the embedded one answers. */
export async function loadRememberedPack(app: App): Promise<void> {
  const { store, remembered } = app;
  const manifestUrl = remembered.read();
  if (manifestUrl !== undefined) {
    await listPacks(app);
    const { storedPacks } = store.getState();
    const packs = storedPacks.at === 'listed' ? storedPacks.packs : [];
    if (packs.some((pack) => pack.kind === 'installed' && pack.manifestUrl === manifestUrl)) {
      store.getState().packChosen(manifestUrl);
    } else {
      remembered.write(undefined);
      const pack = manifestUrl.split('/').at(-2) ?? manifestUrl;
      store.getState().noticeRaised(toWire(new AppError('pack-gone', { pack, instead: 'Mini' })));
    }
  }
  await loadModel(app);
}
