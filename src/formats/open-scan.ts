import { AppError } from '#errors.ts';
import { listScans, type OpenOptions, openListed } from './list-scans.ts';
import type { OpenedScan } from './reader.ts';
import type { ScanFile } from './scan-file.ts';

/**
 * The one scan in `files`. Files are read by slices, so the voxels are all that is held of them.
 * @throws AppError 'several-scans' where somebody has to choose, 'segmentation-alone', else what `listScans` and `openListed` refuse.
 */
export async function openScan(
  files: readonly ScanFile[],
  { isShared, ...options }: OpenOptions = {},
): Promise<OpenedScan> {
  const { scans, segmentations } = await listScans(files, options.signal && { signal: options.signal });
  const [only] = scans;
  if (!only) throw new AppError('segmentation-alone', { name: segmentations[0]?.name ?? '' });
  if (scans.length > 1) throw new AppError('several-scans', { count: scans.length });
  return openListed(only, { ...options, ...(isShared !== undefined && { isShared }) });
}
