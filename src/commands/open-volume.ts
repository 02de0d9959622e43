import { AppError, toWire } from '#errors.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { GivenFile } from '#formats/scan-reader.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { App } from './app.ts';
import { showPreset } from './choose-view.ts';
import { stopSegmenting } from './segment.ts';
import { windowPresets } from './windows.ts';

/** Opens a scan in place of the one before. A file that cannot be opened leaves everything as it was. */
export function openVolume(app: App, file: File): Promise<void> {
  return openFiles(app, [{ path: file.name, content: file }]);
}

/** Opens the scan in `files`, whatever they are called. */
export async function openFiles(app: App, files: readonly GivenFile[]): Promise<void> {
  const [first] = files;
  if (first) await openFrom(app, first.content.name, async () => files);
}

/** As `openFiles`, for files that have to be fetched first. */
export async function openFrom(
  app: App,
  name: string,
  fetchFiles: (signal: AbortSignal) => Promise<readonly GivenFile[]>,
): Promise<void> {
  const { store, openings } = app;
  const signal = openings.start();
  store.getState().readingStarted(name);
  try {
    const list = await app.reader.list(await fetchFiles(signal), { signal });
    if (list.scans.length > 1) throw new AppError('several-scans', { count: list.scans.length });
    const scan = await list.open(0, { signal });
    if (!signal.aborted) await showScan(app, scan);
    list.close();
  } catch (error) {
    if (!signal.aborted) store.getState().noticeRaised(toWire(error));
  } finally {
    if (openings.isLatest(signal)) store.getState().readingEnded();
    openings.end(signal);
  }
}

async function showScan(app: App, scan: OpenedScan): Promise<void> {
  const { store, viewer, voxels, engine } = app;
  const { volume, facts } = scan;
  // The viewer draws once, in the window that the page will show.
  const [{ low, high } = scan.range] = windowPresets(volume.modality, scan.range);
  viewer.show(volume, [low, high]);
  const before = voxels.scan();
  stopSegmenting(app);
  voxels.replaceScan({ volume, header: facts.header });
  store.getState().findingsCleared();
  store.getState().volumeOpened(infoOf(scan));
  showPreset(app);
  for (const notice of facts.notices) store.getState().noticeRaised(notice);
  if (before) await engine.forget(before.volume.id);
}

function infoOf({ volume, facts, range }: OpenedScan): VolumeInfo {
  const { id, name, modality, grid } = volume;
  const { modalityIsGuess } = facts;
  const { voxelToWorld } = grid;
  const [spacingMm, axes] = [spacing(voxelToWorld), axisCodes(voxelToWorld)];
  return { id, name, modality, modalityIsGuess, grid, spacingMm, axes, range };
}
