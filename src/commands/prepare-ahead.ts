import type { App } from './app.ts';

/**
 * Lets the engine put the open scan onto the model's grid while the prompt is still being typed, where model and kind of scan are
 * certain. What fails here fails in the run, which tells of it.
 */
export function prepareAhead({ engine, store, voxels }: Pick<App, 'engine' | 'store' | 'voxels'>): void {
  const { model, volume, batch } = store.getState();
  const scan = voxels.scan();
  const isCertain = model.at === 'ready' && volume.at === 'ready' && !volume.info.modalityIsUnsure;
  const isFree = batch === undefined || batch.at === 'idle';
  if (scan && isCertain && isFree) engine.prepare(scan.volume).catch(() => undefined);
}
