import { AppError, toWire } from '#errors.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { readNifti } from '#formats/read-nifti.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import type { VolumeInfo } from '#state/volume-slice.ts';
import { axisCodes, spacing } from '#volume/affine.ts';
import type { Volume } from '#volume/types.ts';
import type { App } from './app.ts';
import { showPreset } from './choose-view.ts';
import { inflate } from './inflate.ts';
import { intensityRange } from './intensity-range.ts';
import { stopSegmenting } from './segment.ts';
import type { OpenScan } from './voxels.ts';

/** What the browser calls a File. */
export interface ScanFile {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Opens a NIfTI file in place of the scan before. A file that cannot be opened leaves everything as it was. */
export async function openVolume(app: App, file: ScanFile): Promise<void> {
  const { store, openings } = app;
  const signal = openings.start();
  store.getState().readingStarted(file.name);
  try {
    const bytes = await readBytes(file);
    const { volume, header } = readNifti(file.name, await inflate(bytes));
    if (signal.aborted) return;
    await showScan(app, { volume, header }, signal);
  } catch (error) {
    if (!signal.aborted) store.getState().noticeRaised(toWire(error));
  } finally {
    if (openings.isLatest(signal)) store.getState().readingEnded();
    openings.end(signal);
  }
}

/** Opens the first of `files` that is called like a scan, else the first, for the reader to say what is wrong with it. */
export async function openFirstScan(app: App, files: readonly ScanFile[]): Promise<void> {
  const file = files.find(({ name }) => /\.nii(\.gz)?$/i.test(name)) ?? files[0];
  if (!file) return;
  if (files.length > 1) {
    const error = new AppError('too-many-files', { opened: file.name, count: files.length });
    app.store.getState().noticeRaised(toWire(error));
  }
  await openVolume(app, file);
}

/** Says what to do with a folder, which is DICOM more often than not. */
export function refuseFolder({ store }: Pick<App, 'store'>, name: string): void {
  store.getState().noticeRaised(toWire(new AppError('not-a-nifti', { name })));
}

async function readBytes(file: ScanFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('file-unreadable', { name: file.name, reason }, { cause });
  }
}

async function showScan(app: App, scan: OpenScan, signal: AbortSignal): Promise<void> {
  const { store, viewer, voxels, engine } = app;
  const info = infoOf(scan.volume);
  await viewer.show(info.name, drawable(scan.volume));
  if (signal.aborted) return;
  const before = voxels.scan();
  stopSegmenting(app);
  voxels.replaceScan(scan);
  store.getState().findingsCleared();
  store.getState().volumeOpened(info);
  showPreset(app);
  if (before) await engine.forget(before.volume.id);
}

function infoOf(volume: Volume): VolumeInfo {
  const { id, name, modality, grid } = volume;
  return {
    id,
    name,
    modality,
    modalityIsGuess: true,
    grid,
    spacingMm: spacing(grid.voxelToWorld),
    axes: axisCodes(grid.voxelToWorld),
    range: intensityRange(volume),
  };
}

/**
 * The volume as a plain NIfTI file for the viewer. It is written anew, so that the viewer's idea of where the voxels
 * sit comes from the same affine as the masks, and not from its own reading of the file's header.
 */
function drawable({ grid, data, slope, intercept }: Volume): ArrayBuffer {
  const image = { size: grid.size, header: gridHeader(grid) };
  if (data instanceof Uint8Array || data instanceof Int16Array || data instanceof Uint16Array) {
    return writeNifti({ ...image, data, slope, intercept }).buffer;
  }
  return writeNifti({ ...image, data: Float32Array.from(data, (value) => value * slope + intercept) }).buffer;
}
