import { AppError, toWire } from '#errors.ts';
import type { ScanList } from '#formats/scan-reader.ts';
import type { ResultsPlace } from '#results/results-place.ts';
import type { VolumeId } from '#volume/types.ts';
import type { App } from './app.ts';

/** The large and live things behind the batch's facts in the store. */
export interface BatchHold {
  /** Kept open as long as the batch is there, also when something else is opened. */
  list: ScanList | undefined;
  place: ResultsPlace | undefined;
  /** The scan that the engine is at. */
  volume: VolumeId | undefined;
}

/** Why the engine may not be asked for anything else now; undefined where no batch runs. */
export function batchInTheWay({ store }: Pick<App, 'store'>): AppError | undefined {
  const { batch } = store.getState();
  if (!batch || batch.at === 'idle') return undefined;
  const done = batch.scans.filter(({ state }) => state.at !== 'waiting' && state.at !== 'running').length;
  return new AppError('batch-running', { done, of: batch.scans.length });
}

/** Says why nothing else is done now, if a batch is in the way; whether it is. */
export function refusedByBatch(app: Pick<App, 'store'>): boolean {
  const inTheWay = batchInTheWay(app);
  if (inTheWay) app.store.getState().noticeRaised(toWire(inTheWay));
  return inTheWay !== undefined;
}

/**
 * Lets the engine forget a scan that was open, unless the batch is at the very same. It does so behind what it is at, which may take minutes,
 * and before all that is asked of it next: nobody waits for that. An engine that is lost meanwhile has forgotten it too.
 */
export function forgetVolume({ engine, batch }: Pick<App, 'engine' | 'batch'>, id: VolumeId): void {
  if (batch.volume !== id) engine.forget(id).catch(() => undefined);
}

/** Stops after what has been written; the scan that is under way and the rest wait to be started again. */
export function stopBatch({ store, batchRuns }: Pick<App, 'store' | 'batchRuns'>): void {
  if (store.getState().batch?.at !== 'running') return;
  store.getState().batchStopping();
  batchRuns.stop();
}
