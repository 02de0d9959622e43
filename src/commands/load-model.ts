import type { LoadedModel } from '#engine/engine.ts';
import { fromWire, toWire } from '#errors.ts';
import type { ModelStatus } from '#state/model-slice.ts';
import type { App } from './app.ts';
import { noteDevice } from './note-device.ts';
import { keepWholes } from './session/gather-session.ts';
import { stepIn } from './step-in.ts';

/** Whose engine is at a pack, and has given away what it had for the one before. */
const fetching = new WeakSet<App>();

/** Whether the engine is loading a pack at this moment; before, it may still be asked for what it computed with another. */
export function isFetching(app: App): boolean {
  return fetching.has(app);
}

/** Fetches the pack and makes it ready to answer. While that is under way a second call does nothing. */
export async function loadModel(app: App): Promise<void> {
  const { model, noticeRaised } = app.store.getState();
  if (model.at === 'loading' || model.at === 'ready') return;
  const status = await load(app);
  if (status.at === 'unavailable') noticeRaised(status.error, 'model');
}

async function load(app: App): Promise<ModelStatus> {
  const { engine, store } = app;
  const { manifestUrl } = store.getState();
  // Another pack may have been chosen meanwhile.
  const modelChanged = (model: ModelStatus) => {
    const state = store.getState();
    if (state.manifestUrl === manifestUrl) state.modelChanged(model);
  };
  modelChanged({ at: 'loading', progress: undefined });
  let status: ModelStatus;
  try {
    noteDevice(app, await engine.probe());
    // Their thresholds can still be chosen then.
    await keepWholes(app);
    if (store.getState().manifestUrl !== manifestUrl) return store.getState().model;
    fetching.add(app);
    const model = await engine
      .load(manifestUrl, { onProgress: (progress) => modelChanged({ at: 'loading', progress }) })
      .finally(() => fetching.delete(app));
    noteDevice(app, await engine.probe());
    status = { at: 'ready', model };
    store.getState().actSettled('model');
  } catch (error) {
    // Somebody started the engine anew.
    const isAborted = error instanceof DOMException && error.name === 'AbortError';
    const wire = toWire(error);
    if (store.getState().manifestUrl === manifestUrl && stepIn(app, wire)) return load(app);
    status = isAborted ? { at: 'absent' } : { at: 'unavailable', error: wire };
  }
  modelChanged(status);
  return store.getState().model;
}

/**
 * The model, once it is ready; loads it where that has not been done, and again where it failed before.
 * @throws {AppError} why it is unavailable; `signal.reason` when aborted.
 */
export async function readyModel(app: App, signal: AbortSignal): Promise<LoadedModel> {
  const { model } = app.store.getState();
  const status = await settled(app, model.at === 'loading' ? undefined : load, signal);
  if (status.at === 'unavailable') throw fromWire(status.error);
  if (status.at !== 'ready') throw new Error('The model neither loaded nor failed.');
  return status.model;
}

function settled(app: App, start: typeof load | undefined, signal: AbortSignal): Promise<ModelStatus> {
  const now = app.store.getState().model;
  if (now.at === 'ready') return Promise.resolve(now);
  return new Promise((resolve, reject) => {
    const stop = app.store.subscribe(({ model }) => {
      if (model.at !== 'ready' && model.at !== 'unavailable') return;
      stop();
      resolve(model);
    });
    signal.addEventListener(
      'abort',
      () => {
        stop();
        reject(signal.reason);
      },
      { once: true },
    );
    void start?.(app);
  });
}
