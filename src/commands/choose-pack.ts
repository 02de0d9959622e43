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

/**
 * Loads the pack that was chosen before the page was reloaded. Where it is gone or cannot be looked for, that is said and
 * the embedded one answers.
 */
export async function loadRememberedPack(app: App): Promise<void> {
  const manifestUrl = app.remembered.read();
  if (manifestUrl !== undefined) await takeUp(app, manifestUrl);
  await loadModel(app);
}

async function takeUp(app: App, manifestUrl: string): Promise<void> {
  const { store, remembered } = app;
  await listPacks(app);
  const { storedPacks, packChosen, noticeRaised } = store.getState();
  if (storedPacks.at === 'unavailable') noticeRaised(storedPacks.error);
  if (storedPacks.at !== 'listed') return;
  if (storedPacks.packs.some((pack) => pack.kind === 'installed' && pack.manifestUrl === manifestUrl)) {
    packChosen(manifestUrl);
    return;
  }
  remembered.write(undefined);
  const pack = manifestUrl.split('/').at(-2) ?? manifestUrl;
  noticeRaised(toWire(new AppError('pack-gone', { pack, instead: 'Mini' })));
}
