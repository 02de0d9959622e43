import { AppError } from '#errors.ts';
import { type ListedScan, type Listing, listScans, openListed } from '#formats/list-scans.ts';
import type { OpenedScan, ScanSummary } from '#formats/reader.ts';
import { cautiousWords } from './cautious-words.ts';
import { givenFiles } from './given-files.ts';

/** What is at `paths`: files, folders and archives. @throws AppError what `listScans` refuses. */
export async function findScans(paths: readonly string[]): Promise<Listing> {
  const files = givenFiles(paths);
  const [path = ''] = paths;
  if (files.length === 0) throw new AppError('nothing-to-open', { name: path });
  return listScans(files);
}

/**
 * The scan at `paths` that `series` chooses, the first being 1; undefined chooses the only one.
 * @throws AppError 'several-scans', 'arguments-invalid', what `findScans` and `openListed` refuse.
 */
export async function openScanAt(paths: readonly string[], series?: string): Promise<OpenedScan> {
  return openListed(chosen(await findScans(paths), series));
}

export function chosen({ scans }: Listing, series: string | undefined): ListedScan {
  const [only] = scans;
  if (series === undefined) {
    if (!only || scans.length > 1) throw new AppError('several-scans', { count: scans.length });
    return only;
  }
  const scan = /^\d+$/.test(series) ? scans[Number(series) - 1] : undefined;
  if (scan) return scan;
  throw new AppError('arguments-invalid', {
    reason: `--series is a number from 1 to ${scans.length}, not ${series}`,
  });
}

/** A scan on a line, for people to choose by. */
export function scanLine({ found: { name, files, summary } }: ListedScan, n: number): string {
  const { size, spacingMm } = summary;
  const mm = spacingMm.map((each) => Number(each.toFixed(2))).join(' × ');
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  const said = [name, ...saidOf(summary), `${size.join(' × ')} voxels of ${mm} mm`, count];
  return `  ${n}  ${said.join(', ')}`;
}

/** What else tells a scan from its neighbours. Of free text only words that name nobody. */
export function saidOf({
  modality,
  modalityWord,
  description,
  kernel,
  part,
}: ScanSummary): readonly string[] {
  const words = cautiousWords(description ?? '');
  return [
    ...(modality ? [modalityWord ?? modality] : []),
    ...(words ? [`“${words}”`] : []),
    ...(kernel ? [`kernel ${kernel}`] : []),
    ...(part?.kind === 'echo' ? [`echo ${part.n} of ${part.of} at ${part.timeMs} ms`] : []),
    ...(part?.kind === 'time' ? [`time point ${part.n} of ${part.of}`] : []),
    ...(part?.kind === 'volume' ? [`volume ${part.n} of ${part.of}`] : []),
  ];
}
