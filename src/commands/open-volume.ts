import { AppError, toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { GivenFile, ScanEntry, ScanList, SegmentsAt } from '#formats/scan-reader.ts';
import { addSegments } from './add-segments.ts';
import type { App } from './app.ts';
import { refusedByBatch } from './batch-hold.ts';
import { chooseScan, chooseSegmentation, keepList, offerScans } from './choose-scan.ts';
import {
  addOrWait,
  addWaiting,
  hasScan,
  isLabelMap,
  type WaitingSegments,
  waitForScan,
} from './waiting-segments.ts';

/** Opens a scan in place of the one before. A file that cannot be opened leaves everything as it was. */
export function openVolume(app: App, file: File): Promise<void> {
  return openFiles(app, [{ path: file.name, content: file }]);
}

/** Opens the scan in `files`, whatever they are called; where there are several, it asks which. */
export async function openFiles(app: App, files: readonly GivenFile[], name?: string): Promise<void> {
  const [first] = files;
  const [outer = ''] = first?.path.split('/') ?? [];
  const isOne = files.every(({ path }) => path.split('/')[0] === outer);
  await openFrom(app, name ?? outer, async () => files, name ?? (isOne ? outer : ''));
}

/**
 * As `openFiles`, for files that have to be fetched first. `together`: what all of them are called; nothing where no name is that of all.
 * What was being opened is given up, unless this is a segmentation: then it was of that scan, which is opened after it.
 */
export async function openFrom(
  app: App,
  name: string,
  fetchFiles: (signal: AbortSignal) => Promise<readonly GivenFile[]>,
  together = name,
): Promise<void> {
  if (refusedByBatch(app)) return;
  const interrupted = app.opening.again;
  const again = () => openFrom(app, name, fetchFiles, together);
  app.opening.again = again;
  const signal = app.openings.start();
  const isAwaited = interrupted !== undefined;
  const opened = await open(app, { name, fetchFiles, together, isAwaited }, signal);
  if (app.opening.again !== again) return;
  app.opening.again = undefined;
  if (opened === 'several') await offerScans(app);
  if (typeof opened !== 'object') return;
  await interrupted?.();
  if (!app.opening.again) await addLate(app, opened);
}

/** Adds what was given while its scan was opened. */
async function addLate(app: App, { list, at }: WaitingSegments): Promise<void> {
  const signal = app.openings.start();
  app.store.getState().readingStarted(list[at.of][at.n]?.name ?? '');
  waitForScan(app, list, at);
  await addWaiting(app, signal);
  if (app.openings.isLatest(signal)) app.store.getState().readingEnded();
  app.openings.end(signal);
}

interface ToOpen {
  readonly name: string;
  readonly together: string;
  readonly fetchFiles: (signal: AbortSignal) => Promise<readonly GivenFile[]>;
  /** A scan was being opened, and is again where this is none. */
  readonly isAwaited: boolean;
}

/**
 * What it was: `several` are still to be chosen from; of a segmentation whose scan was being opened, where it is; nothing where all is done.
 */
async function open(
  app: App,
  { name, fetchFiles, together, isAwaited }: ToOpen,
  signal: AbortSignal,
): Promise<'several' | WaitingSegments | undefined> {
  const { store, openings } = app;
  const { readingStarted, readingCounted, readingEnded, noticeRaised, actSettled } = store.getState();
  actSettled('opening');
  readingStarted(name);
  const settle = () => {
    if (openings.isLatest(signal)) readingEnded();
    openings.end(signal);
  };
  let opened: OpenedScan | undefined;
  try {
    const files = await fetchFiles(signal);
    if (files.length === 0) throw new AppError('nothing-to-open', { name });
    const list = await app.reader.list(files, { signal, onProgress: readingCounted });
    if (signal.aborted) {
      list.close();
      return undefined;
    }
    const joined = await (isAwaited ? waiting(list, signal) : join(app, list, signal));
    if (joined === 'joined' || (joined && 'at' in joined)) {
      settle();
      return joined === 'joined' ? undefined : joined;
    }
    opened = joined;
    keepList(app, together, list, files);
  } catch (error) {
    if (!signal.aborted) noticeRaised(toWire(error), 'opening');
    settle();
    return undefined;
  }
  const { list } = app.found;
  if (list?.scans.length !== 1) {
    settle();
    return 'several';
  }
  await chooseScan(app, 0, opened);
  // A scan and its segmentation lie together.
  const isShown = app.found.list === list && store.getState().found?.opened === 0;
  if (isShown && list.segmentations.length === 1) await chooseSegmentation(app, 0);
  return undefined;
}

/** Where the segmentation is that `list` holds; a scan, where something had to be read to know that it is one. */
async function waiting(
  list: ScanList,
  signal: AbortSignal,
): Promise<WaitingSegments | OpenedScan | undefined> {
  if (isOneSegmentation(list)) return { list, at: { of: 'segmentations', n: 0 } };
  if (!isOneScan(list)) return undefined;
  const opened = await list.open(0, { signal });
  signal.throwIfAborted();
  return isLabelMap(opened) ? { list, at: { of: 'scans', n: 0 } } : opened;
}

/**
 * Adds to the open scan what is no scan of its own: what was found with that scan stays. Where something had to be read to know that it is a
 * scan, that comes back.
 */
async function join(
  app: App,
  list: ScanList,
  signal: AbortSignal,
): Promise<'joined' | OpenedScan | undefined> {
  if (isOneSegmentation(list)) {
    await addOrWait(app, list, { of: 'segmentations', n: 0 }, signal);
    return 'joined';
  }
  if (!hasScan(app) || !(isOneScan(list) || mayBeMasks(app, list))) return undefined;
  try {
    if (!isOneScan(list)) return (await addMasks(app, list, signal)) ? 'joined' : undefined;
    const opened = await list.open(0, { signal });
    signal.throwIfAborted();
    if (!isLabelMap(opened)) return opened;
    await addSegments(app, list, { of: 'scans', n: 0 }, signal);
  } catch (error) {
    list.close();
    throw error;
  }
  list.close();
  return 'joined';
}

/** Adds what several files hold; false where one of them is a scan, or none has an object. */
async function addMasks(app: App, list: ScanList, signal: AbortSignal): Promise<boolean> {
  const masks: SegmentsAt[] = [];
  for (const n of list.scans.keys()) {
    const opened = await list.open(n, { signal }).catch(asBlank);
    signal.throwIfAborted();
    if (opened !== 'blank' && !isLabelMap(opened)) return false;
    if (opened !== 'blank') masks.push({ of: 'scans', n });
  }
  if (masks.length === 0) return false;
  await addSegments(app, list, masks, signal);
  list.close();
  return true;
}

/** Programs write a mask of each organ that they know, also of those that are not there. */
function asBlank(error: unknown): 'blank' {
  if (!(error instanceof AppError) || error.code !== 'volume-constant') throw error;
  if ('value' in error.details && error.details.value === 0) return 'blank';
  throw error;
}

/** Several files, all of the open scan's size, which do not say that they are scans: as programs write a mask of each organ. */
function mayBeMasks({ voxels }: App, { scans, segmentations }: ScanList): boolean {
  const voxelsAlong = (size: readonly number[]) => size.toSorted((a, b) => a - b).join();
  const own = voxelsAlong(voxels.scan()?.volume.grid.size ?? []);
  const isLike = ({ summary: { size, modality, modalityWord } }: ScanEntry) =>
    voxelsAlong(size) === own && modality === undefined && modalityWord === undefined;
  return scans.length > 1 && segmentations.length === 0 && scans.every(isLike);
}

function isOneScan({ scans, segmentations }: ScanList): boolean {
  return scans.length === 1 && segmentations.length === 0;
}

function isOneSegmentation({ scans, segmentations }: ScanList): boolean {
  return scans.length === 0 && segmentations.length === 1;
}
