import { AppError, type ErrorCode, toWire } from '#errors.ts';
import { EVERYTHING } from '#prompt/everything.ts';
import { asidesOf } from '#prompt/read-prompt.ts';
import { route } from '#prompt/route.ts';
import { BATCH_TABLE, BatchTable } from '#results/batch-table.ts';
import { scanStem } from '#results/file-names.ts';
import type { ResultsPlace } from '#results/results-place.ts';
import { ResultsZip } from '#results/results-zip.ts';
import type { BatchSettings } from '#state/batch-slice.ts';
import type { BodyPart } from '#volume/body-part.ts';
import type { Modality } from '#volume/types.ts';
import type { App } from './app.ts';
import { type BatchJob, runBatchScan, Unwritten } from './batch-scan.ts';
import { comeBack } from './lend-pack.ts';
import { packsAtHand } from './packs-at-hand.ts';
import { askedParts } from './said-parts.ts';

/** What would befall every other scan too. */
const OF_THE_BATCH: ReadonlySet<ErrorCode> = new Set([
  ...(['pack-unreachable', 'weights-corrupt', 'pack-invalid', 'pack-gone'] as const),
  ...(['runtime-unavailable', 'batch-unwritable', 'batch-table-foreign'] as const),
]);

/** Asks where the results of a batch go; undefined where nobody says. */
export type AskPlace = () => Promise<ResultsPlace | undefined>;

/**
 * Answers `text`, or asks for everything, on every scan of the batch that has no results yet, one after another, and puts the results where they go. A
 * scan that fails is noted and the next one is taken. Without `ask` they come as a zip file.
 */
export async function startBatch(
  app: App,
  { text, modality }: Pick<BatchSettings, 'text' | 'modality'>,
  ask: AskPlace | undefined,
): Promise<void> {
  const { store, batchRuns } = app;
  if (store.getState().batch?.at !== 'idle') return;
  const { batchStarted, batchEnded } = store.getState();
  if (!(await isPlaced(app, ask))) return;
  const { run, opening, homeUrl, batch } = store.getState();
  if (batch?.at !== 'idle') return;
  if (run.at === 'running' || opening.at === 'reading') {
    batchEnded(toWire(new AppError('batch-must-wait', {})));
    return;
  }
  const signal = batchRuns.start();
  batchStarted({ text: text?.trim(), modality, manifestUrl: homeUrl });
  try {
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
  const { routing } = store.getState();
  const packs = await packsAtHand(app, given.signal);
  // What is said of the open scan is how all are spoken of to a model that has words for it, where their files say nothing.
  const said = packs.home.targets ? askedParts(app).parts : [];
  const read = (modality: Modality, parts: readonly BodyPart[] = said) =>
    route(text, { ...packs, routing, modality, parts, loaded: store.getState().manifestUrl });
  // What is wrong with it is said once, before anything is opened.
  for (const aside of asidesOf(read(settings.modality ?? 'CT'))) store.getState().noticeRaised(toWire(aside));
  const routeFor = (modality: Modality, parts: readonly BodyPart[]) =>
    read(modality, parts.length > 0 ? parts : said);
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
