import { toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { GivenFile, ScanList } from '#formats/scan-reader.ts';
import { addSegments } from './add-segments.ts';
import type { App } from './app.ts';
import { refusedByBatch } from './batch-hold.ts';
import { showWithWork } from './session/show-with-work.ts';
import type { ScanSource } from './voxels.ts';
import { addOrWait, addWaiting, hasScan, isLabelMap, waitForScan } from './waiting-segments.ts';

/** Keeps what was found, in place of what was found before. */
export function keepList(app: App, name: string, list: ScanList, files: readonly GivenFile[]): void {
  closeList(app);
  app.found.list = list;
  app.found.given = { name, files };
  const { scans, segmentations, apart } = list;
  app.store.getState().scansFound({ name, scans, segmentations, apart });
}

/** Lets go of what was found, and of its files. */
export function forgetList(app: App): void {
  closeList(app);
  app.found.list = undefined;
  app.store.getState().scansFound(undefined);
}

/** A batch may hold on to it. */
function closeList({ found, batch }: App): void {
  if (found.list !== batch.list) found.list?.close();
}

/** Shows the list of what was found, with pictures as they are made. */
export async function offerScans(app: App): Promise<void> {
  const { list } = app.found;
  if (!list) return;
  app.store.getState().choosing(true);
  for (const [n, { hasPicture }] of list.scans.entries()) {
    const { found, isChoosing } = app.store.getState();
    if (app.found.list !== list || !isChoosing) return;
    if (!hasPicture || found?.pictures.has(n)) continue;
    // A picture is an extra: without it the row is as good.
    const picture = await list.picture(n).catch(() => undefined);
    if (picture && app.found.list === list) app.store.getState().pictureMade(n, picture);
  }
}

export function stopChoosing({ store }: Pick<App, 'store'>): void {
  store.getState().choosing(false);
}

/**
 * Opens the scan at place `n` of what was found, in place of the one that is open; a label map beside an open scan adds its objects to
 * it. `opened`: the same, where it has been read already.
 */
export async function chooseScan(app: App, n: number, opened?: OpenedScan): Promise<void> {
  const { store, openings } = app;
  const { list } = app.found;
  if (!list || refusedByBatch(app)) return;
  store.getState().choosing(false);
  store.getState().actSettled('opening');
  const signal = openings.start();
  store.getState().readingStarted(list.scans[n]?.name ?? '');
  try {
    const scan = opened ?? (await list.open(n, { signal }));
    if (signal.aborted) return;
    await (isLabelMap(scan) && hasScan(app)
      ? addSegments(app, list, { of: 'scans', n }, signal)
      : showChosen(app, { list, n, scan }, signal));
  } catch (error) {
    if (!signal.aborted) store.getState().noticeRaised(toWire(error), 'opening');
  } finally {
    if (openings.isLatest(signal)) store.getState().readingEnded();
    openings.end(signal);
  }
}

interface Chosen {
  readonly list: ScanList;
  readonly n: number;
  readonly scan: OpenedScan;
}

async function showChosen(app: App, { list, n, scan }: Chosen, signal: AbortSignal): Promise<void> {
  // What waits is for a scan that was not open.
  if (hasScan(app)) app.waiting.segments = undefined;
  const { files, name } = app.found.given ?? { files: [], name: '' };
  await showWithWork(app, { scan, source: sourceOf(list, n), origin: { files, given: name, n } });
  app.store.getState().scanTaken(n);
  if (isLabelMap(scan)) waitForScan(app, list, { of: 'scans', n });
  else await addWaiting(app, signal);
}

/** Adds the objects of a file that was found to the open scan; where none is open, they wait for it. */
export async function chooseSegmentation(app: App, n: number): Promise<void> {
  const { store, openings } = app;
  const { list } = app.found;
  if (!list || refusedByBatch(app)) return;
  store.getState().choosing(false);
  store.getState().actSettled('opening');
  const signal = openings.start();
  store.getState().readingStarted(list.segmentations[n]?.name ?? '');
  try {
    await addOrWait(app, list, { of: 'segmentations', n }, signal);
  } catch (error) {
    if (!signal.aborted) store.getState().noticeRaised(toWire(error), 'opening');
  } finally {
    if (openings.isLatest(signal)) store.getState().readingEnded();
    openings.end(signal);
  }
}

/** For what only the files of the scan at place `n` can say. */
export function sourceOf(list: ScanList, n: number): ScanSource {
  const writesSegmentation = list.scans[n]?.writesSegmentation ?? false;
  return { writesSegmentation, segmentation: (wish) => list.segmentation(n, wish) };
}

/** Gives up reading what was given last; the open scan stays. */
export function stopOpening({ store, openings }: Pick<App, 'store' | 'openings'>): void {
  openings.stop();
  store.getState().readingEnded();
}
