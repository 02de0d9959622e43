import { AppError, toWire } from '#errors.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import type { App } from './app.ts';
import { refusedByBatch } from './batch-hold.ts';
import { chooseScan, keepList, offerScans } from './choose-scan.ts';

/** Opens a scan in place of the one before. A file that cannot be opened leaves everything as it was. */
export function openVolume(app: App, file: File): Promise<void> {
  return openFiles(app, [{ path: file.name, content: file }]);
}

/** Opens the scan in `files`, whatever they are called; where there are several, it asks which. */
export async function openFiles(app: App, files: readonly GivenFile[], name?: string): Promise<void> {
  const [first] = files;
  const [outer = ''] = first?.path.split('/') ?? [];
  await openFrom(app, name ?? outer, async () => files);
}

/** As `openFiles`, for files that have to be fetched first. */
export async function openFrom(
  app: App,
  name: string,
  fetchFiles: (signal: AbortSignal) => Promise<readonly GivenFile[]>,
): Promise<void> {
  const { store, openings } = app;
  if (refusedByBatch(app)) return;
  const signal = openings.start();
  const { readingStarted, readingCounted, readingEnded, noticeRaised, actSettled } = store.getState();
  actSettled('opening');
  readingStarted(name);
  try {
    const files = await fetchFiles(signal);
    if (files.length === 0) throw new AppError('nothing-to-open', { name });
    const list = await app.reader.list(files, { signal, onProgress: readingCounted });
    if (signal.aborted) return list.close();
    keepList(app, name, list, files);
  } catch (error) {
    if (!signal.aborted) noticeRaised(toWire(error), 'opening');
    if (openings.isLatest(signal)) readingEnded();
    openings.end(signal);
    return;
  }
  if (app.found.list?.scans.length === 1) return chooseScan(app, 0);
  readingEnded();
  openings.end(signal);
  await offerScans(app);
}
