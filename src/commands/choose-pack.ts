import { AppError, toWire } from '#errors.ts';
import type { Routing } from '#state/model-slice.ts';
import type { App } from './app.ts';
import { batchInTheWay } from './batch-hold.ts';
import { listPacks } from './list-packs.ts';
import { isFetching, loadModel } from './load-model.ts';
import { refuseInManager } from './manage-models.ts';
import { stopSegmenting } from './segment.ts';

/**
 * Lets the pack whose manifest is at `manifestUrl` answer from now on, also after a reload: before all others, whatever figures
 * say. Findings stay.
 */
export async function choosePack(app: App, manifestUrl: string): Promise<void> {
  const inTheWay = batchInTheWay(app);
  if (inTheWay) return refuseInManager(app, inTheWay);
  if (app.store.getState().routing === 'best') chooseRouting(app, 'first');
  await settleOn(app, manifestUrl);
}

/** Chooses a pack for want of another: who goes first stays as it was. */
export async function settleOn(app: App, manifestUrl: string): Promise<void> {
  const { store, engine, embeddedUrl, remembered } = app;
  stopSegmenting(app);
  const { model, manifestUrl: before, packChosen } = store.getState();
  packChosen(manifestUrl);
  // The engine does one thing after another: it would first load a pack that nobody wants any more, and that may hang.
  if (model.at === 'loading' && isFetching(app) && before !== manifestUrl) engine.restart();
  remembered.write(manifestUrl === embeddedUrl ? undefined : manifestUrl);
  await loadWatched(app);
}

/**
 * Loads the pack that was chosen before the page was reloaded. Where it is gone, cannot be looked for or was too much for
 * the page, that is said and the embedded one answers.
 */
export async function loadRememberedPack(app: App): Promise<void> {
  const { remembered, store } = app;
  const manifestUrl = remembered.read();
  // A pack that was chosen before there was a choice goes first.
  store.getState().routingChosen(remembered.readRouting() ?? (manifestUrl === undefined ? 'best' : 'first'));
  if (manifestUrl !== undefined) await takeUp(app, manifestUrl);
  await loadWatched(app);
  // What else could answer is offered while a prompt is typed.
  if (store.getState().storedPacks.at === 'unread') await listPacks(app);
}

/** Says who answers from now on where several packs know a structure, also after a reload. */
export function chooseRouting(
  { store, remembered }: Pick<App, 'store' | 'remembered'>,
  routing: Routing,
): void {
  store.getState().routingChosen(routing);
  remembered.writeRouting(routing);
}

/** Loads the chosen pack; should the page die of that, it will know. */
async function loadWatched(app: App): Promise<void> {
  const { store, remembered, embeddedUrl } = app;
  const { manifestUrl } = store.getState();
  remembered.loading(manifestUrl !== embeddedUrl);
  await loadModel(app);
  // Another may have been chosen meanwhile, and be loading still.
  if (store.getState().manifestUrl === manifestUrl) remembered.loading(false);
}

async function takeUp(app: App, manifestUrl: string): Promise<void> {
  const { store, remembered } = app;
  const { packChosen, noticeRaised } = store.getState();
  const pack = manifestUrl.split('/').at(-2) ?? manifestUrl;
  if (remembered.diedLoading()) {
    remembered.write(undefined);
    noticeRaised(toWire(new AppError('pack-too-large', { pack, instead: 'Mini' })));
    return;
  }
  await listPacks(app);
  const { storedPacks } = store.getState();
  if (storedPacks.at === 'unavailable') noticeRaised(storedPacks.error);
  if (storedPacks.at !== 'listed') return;
  if (storedPacks.packs.some((pack) => pack.kind === 'installed' && pack.manifestUrl === manifestUrl)) {
    packChosen(manifestUrl);
    return;
  }
  remembered.write(undefined);
  noticeRaised(toWire(new AppError('pack-gone', { pack, instead: 'Mini' })));
}
