import { AppError, type ErrorCode, toWire } from '#errors.ts';
import { EVERYTHING } from '#prompt/everything.ts';
import { asidesOf } from '#prompt/read-prompt.ts';
import { BATCH_TABLE, BatchTable } from '#results/batch-table.ts';
import { scanStem } from '#results/file-names.ts';
import type { ResultsPlace } from '#results/results-place.ts';
import { ResultsZip } from '#results/results-zip.ts';
import type { BatchSettings } from '#state/batch-slice.ts';
import type { App } from './app.ts';
import { type BatchJob, runBatchScan, Unwritten } from './batch-scan.ts';
import { comeBack } from './lend-pack.ts';
import { packsAtHand } from './packs-at-hand.ts';
import { readBatch, readingFor, routeOfBatch } from './read-batch.ts';

/** What would befall every other scan too. */
const OF_THE_BATCH: ReadonlySet<ErrorCode> = new Set([
  ...(['pack-unreachable', 'weights-corrupt', 'pack-invalid', 'pack-gone'] as const),
  ...(['runtime-unavailable', 'batch-unwritable', 'batch-table-foreign'] as const),
]);

/** Asks where the results of a batch go; undefined where nobody says. */
export type AskPlace = () => Promise<ResultsPlace | undefined>;

/**
 * Answers `text`, or asks for everything, on every scan of the batch that has no results yet, one after another, and puts the results where they go. A
 * scan that fails is noted and the next one is taken. Without `ask` they come as a zip file. Where `text` is not all understood it is told
 * first, and started without that when it is wanted once more; it never starts where nothing is.
 */
export async function startBatch(
  app: App,
  { text, modality }: Pick<BatchSettings, 'text' | 'modality'>,
  ask: AskPlace | undefined,
): Promise<void> {
  const { store, batchRuns } = app;
  if (store.getState().batch?.at !== 'idle') return;
  const { batchStarted, batchEnded } = store.getState();
  const settings = { text: text?.trim(), modality, manifestUrl: store.getState().homeUrl };
  if (isToldUnread(app, settings)) return;
  if (!(await isPlaced(app, ask))) return;
  const { run, opening, batch } = store.getState();
  if (batch?.at !== 'idle') return;
  if (run.at === 'running' || opening.at === 'reading') {
    batchEnded(toWire(new AppError('batch-must-wait', {})));
    return;
  }
  const signal = batchRuns.start();
  try {
    if (!(await isUnderstood(app, settings, signal))) return;
    batchStarted(settings);
    await eachScan(app, signal);
    batchEnded(undefined);
  } catch (error) {
    const told = signal.aborted || isAborted(error) ? undefined : toWire(error);
    batchEnded(told);
    // Where nobody sees the batch, the page says it.
    if (told && !store.getState().isBatchShown) store.getState().noticeRaised(told);
  } finally {
    batchRuns.end(signal);
  }
}

/** Whether it may start. Nobody waits for the answer any more where the batch is another by then, or was wanted anew. */
async function isUnderstood(app: App, settings: BatchSettings, signal: AbortSignal): Promise<boolean> {
  const { list } = app.batch;
  try {
    if (!readingFor(app.store.getState().batch?.reading, settings)) await readBatch(app, settings, signal);
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
  const isStill = app.batch.list === list && app.store.getState().batch?.at === 'idle';
  return isStill && !isToldUnread(app, settings);
}

/** Tells what is not understood, as far as that is known and was not told before; whether that keeps it from starting. */
function isToldUnread({ store }: Pick<App, 'store'>, settings: BatchSettings): boolean {
  const { batch, batchRead } = store.getState();
  const reading = readingFor(batch?.reading, settings);
  if (!reading || reading.unread.length === 0) return false;
  if (reading.isTold && reading.names.length > 0) return false;
  batchRead({ ...reading, isTold: true });
  return true;
}

/** Lets the results go elsewhere from now on; nothing is there yet. */
export async function placeBatch(
  { store, batch }: Pick<App, 'store' | 'batch'>,
  ask: AskPlace,
): Promise<void> {
  try {
    const place = await ask();
    if (!place || store.getState().batch?.at !== 'idle') return;
    batch.place = place;
    store.getState().batchPlaced({ name: place.name, kind: place.kind });
  } catch (error) {
    const told = new AppError('batch-unwritable', { folder: '', reason: reasonOf(error) }, { cause: error });
    if (store.getState().batch?.at === 'idle') store.getState().batchEnded(toWire(told));
  }
}

async function isPlaced(app: App, ask: AskPlace | undefined): Promise<boolean> {
  const { batch, store, saveFromDisk } = app;
  if (batch.place) return true;
  const stem = [scanStem(store.getState().batch?.name ?? ''), 'results'].filter(Boolean).join('_');
  const handOver = (name: string, parts: readonly Blob[]) =>
    saveFromDisk(new File([...parts], name, { type: 'application/zip' }));
  await placeBatch(app, ask ?? (async () => new ResultsZip({ stem, table: BATCH_TABLE, handOver })));
  return batch.place !== undefined;
}

async function eachScan(app: App, signal: AbortSignal): Promise<void> {
  const { store, batch } = app;
  const { list, place } = batch;
  if (!list || !place) return;
  const job = await jobOf(app, { list, place, signal });
  const { batchScanChanged } = store.getState();
  let wasUnwritten = false;
  try {
    for (const [n, { state }] of (store.getState().batch?.scans ?? []).entries()) {
      if (state.at !== 'waiting') continue;
      signal.throwIfAborted();
      const failure = await tried(app, job, n);
      // What goes wrong with a scan while it is being stopped says nothing of it.
      if (signal.aborted && failure !== undefined) batchScanChanged(n, { at: 'waiting' });
      else if (failure !== undefined) note(app, n, failure, wasUnwritten);
      wasUnwritten = failure instanceof Unwritten;
    }
  } finally {
    comeBack(app);
    await place.end();
  }
}

/** What went wrong with the scan at place `n`; undefined where nothing did. */
async function tried(app: App, job: BatchJob, n: number): Promise<unknown> {
  const { batchScanChanged } = app.store.getState();
  try {
    batchScanChanged(n, await runBatchScan(app, job, n));
    await job.place.settle();
    return undefined;
  } catch (error) {
    return error ?? new Error('rejected without a reason');
  }
}

/**
 * Keeps with the scan what was wrong with it. What is no fault of its own is thrown, and it waits again: one file may have a
 * name that the folder does not take, but if the one before was not taken either, the folder is to blame.
 */
function note({ store }: App, n: number, failure: unknown, isStrained: boolean): void {
  const isUnwritten = failure instanceof Unwritten;
  const error = isUnwritten ? failure.told : failure;
  const isOwn = !isAborted(error) && !concernsAll(error);
  const isFailed = isUnwritten ? !isStrained : isOwn;
  store.getState().batchScanChanged(n, isFailed ? { at: 'failed', error: toWire(error) } : { at: 'waiting' });
  if (!isFailed) throw error;
}

async function jobOf(app: App, given: Pick<BatchJob, 'list' | 'place' | 'signal'>): Promise<BatchJob> {
  const { store } = app;
  const { settings } = store.getState().batch ?? {};
  if (!settings) throw new Error('jobOf: the batch has not been started');
  const text = settings.text ?? EVERYTHING;
  const routeFor = routeOfBatch(app, text, await packsAtHand(app, given.signal));
  // What is wrong with it is said once, before anything is opened.
  const asides = asidesOf(routeFor(settings.modality ?? 'CT', []));
  for (const aside of asides) store.getState().noticeRaised(toWire(aside));
  return { ...given, text, modality: settings.modality, routeFor, table: await tableIn(given.place) };
}

/** The table of earlier batches, to be gone on with. @throws AppError 'batch-table-foreign', 'batch-unwritable'. */
async function tableIn(place: ResultsPlace): Promise<BatchTable> {
  const text = await place.read(BATCH_TABLE).catch((error) => {
    throw new AppError('batch-unwritable', { folder: place.name, reason: reasonOf(error) }, { cause: error });
  });
  const table = text ? BatchTable.read(text) : new BatchTable();
  if (!table) throw new AppError('batch-table-foreign', { folder: place.name, file: BATCH_TABLE });
  return table;
}

function concernsAll(error: unknown): boolean {
  return error instanceof AppError && OF_THE_BATCH.has(error.code);
}

/** Somebody started the engine anew. */
function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}
