import { AppError, toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { ScanList, SegmentsAt } from '#formats/scan-reader.ts';
import { addSegments } from './add-segments.ts';
import type { App } from './app.ts';

/** Objects in a file whose scan is not open yet; the list may have been closed since. */
export interface WaitingSegments {
  readonly list: ScanList;
  readonly at: SegmentsAt;
}

/** Its values are labels, and nobody has said that it is a scan after all. */
export function isLabelMap({ facts }: OpenedScan): boolean {
  return facts.guess?.reason === 'labels';
}

/** A scan is open to which objects can be added: not a label map that was opened as one. */
export function hasScan({ voxels, store }: Pick<App, 'voxels' | 'store'>): boolean {
  const scan = voxels.scan();
  const { volume } = store.getState();
  if (!scan || volume.at !== 'ready') return false;
  return !isLabelMap(scan.opened) || !volume.info.modalityIsUnsure;
}

/** Adds them to the open scan; where none is open they wait, which is said. @throws what `addSegments` does. */
export async function addOrWait(
  app: App,
  list: ScanList,
  at: SegmentsAt,
  signal: AbortSignal,
): Promise<void> {
  if (hasScan(app)) return addSegments(app, list, at, signal);
  waitForScan(app, list, at);
  const name = list[at.of][at.n]?.name ?? '';
  app.store.getState().noticeRaised(toWire(new AppError('segmentation-waits', { name })), 'opening');
}

/** From now on they wait for the next scan that is opened. */
export function waitForScan({ waiting }: Pick<App, 'waiting'>, list: ScanList, at: SegmentsAt): void {
  waiting.segments = { list, at };
}

/** Adds what has waited to the scan that has just been opened. What is wrong with it is said; the scan stays open. */
export async function addWaiting(app: App, signal: AbortSignal): Promise<void> {
  const { segments } = app.waiting;
  app.waiting.segments = undefined;
  if (!segments || !hasScan(app)) return;
  try {
    await addSegments(app, segments.list, segments.at, signal);
  } catch (error) {
    if (!signal.aborted) app.store.getState().noticeRaised(toWire(error), 'scan');
  }
}
