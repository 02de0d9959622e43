import type { App } from './app.ts';

/** Makes a batch of all that was found, in place of the one before; while that runs it is shown instead. */
export function openBatch(app: App): void {
  const { store, found, batch } = app;
  const { found: listed, choosing, batchOpened, batchShown } = store.getState();
  choosing(false);
  const { list } = found;
  if (!list || !listed) return;
  // Of the same list: what has been done counts.
  if (list === batch.list || (store.getState().batch?.at ?? 'idle') !== 'idle') {
    batchShown(true);
    return;
  }
  letGo(app);
  batch.list = list;
  batchOpened(
    listed.name,
    listed.scans.map(({ name }) => name),
  );
}

/** Shows the batch that there is. */
export function showBatch({ store }: Pick<App, 'store'>): void {
  store.getState().batchShown(true);
}

/** Out of sight; it goes on, and the footer leads back to it. One that was never started, or has all results, is over. */
export function hideBatch(app: App): void {
  const { store } = app;
  const { batch, batchShown, batchClosed } = store.getState();
  const isOver = batch?.scans.every(({ state }) => state.at === 'done' || state.at === 'skipped');
  if (!batch || (batch.at === 'idle' && (isOver || batch.settings === undefined))) {
    letGo(app);
    batchClosed();
  } else batchShown(false);
}

function letGo({ found, batch }: Pick<App, 'found' | 'batch'>): void {
  if (batch.list !== found.list) batch.list?.close();
  batch.list = undefined;
  batch.place = undefined;
}
