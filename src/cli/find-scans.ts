import { AppError } from '#errors.ts';
import { type ListedScan, type Listing, listScans, openListed } from '#formats/list-scans.ts';
import type { FoundScan, OpenedScan, ScanSummary } from '#formats/reader.ts';
import { wording } from '#messages/wording.ts';
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

/** An open scan, and how a DICOM segmentation of it is written, where it can be. */
export type ChosenScan = OpenedScan & { readonly segmentation: FoundScan['segmentation'] | undefined };

/** As `openScanAt`, but where nobody has chosen it says what there is to choose from, and gives undefined. */
export async function openOrTell(
  paths: readonly string[],
  series: string | undefined,
): Promise<ChosenScan | undefined> {
  const listing = await findScans(paths);
  if (listing.scans.length === 1 || series !== undefined) {
    const count = listing.apart.reduce((sum, each) => sum + each.count, 0);
    if (count > 0) console.error(`Left out: ${count} of the files. “npm run read” says why.`);
    const scan = chosen(listing, series);
    return { ...(await openListed(scan)), segmentation: scan.found.segmentation };
  }
  if (listing.scans.length === 0) chosen(listing, undefined);
  tellSeveral(listing);
  return undefined;
}

export function chosen({ scans, segmentations }: Listing, series: string | undefined): ListedScan {
  const [only] = scans;
  if (!only) throw new AppError('segmentation-alone', { name: segmentations[0]?.name ?? '' });
  if (series === undefined) {
    if (scans.length > 1) throw new AppError('several-scans', { count: scans.length });
    return only;
  }
  const scan = /^\d+$/.test(series) ? scans[Number(series) - 1] : undefined;
  if (scan) return scan;
  throw new AppError('arguments-invalid', {
    reason: `--series is a number from 1 to ${scans.length}, not ${series}`,
  });
}

/** Says between which scans to choose, and what was left out, beside the results. */
export function tellSeveral({ scans, apart }: Listing): void {
  console.error(wording({ code: 'several-scans', details: { count: scans.length } }, 'terminal'));
  for (const [n, scan] of scans.entries()) console.error(scanLine(scan, n + 1));
  if (apart.length > 0) console.error('Left out:');
  for (const { reason } of apart) console.error(`  ${wording(reason, 'terminal')}`);
}

/** A scan on a line, for people to choose by. */
function scanLine({ found: { name, files, summary } }: ListedScan, n: number): string {
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
  bodyPart,
  part,
}: ScanSummary): readonly string[] {
  const words = cautiousWords(description ?? '');
  return [
    ...(modality ? [modalityWord ?? modality] : []),
    ...(words ? [`“${words}”`] : []),
    ...(bodyPart ? [bodyPart.parts.join(', ')] : []),
    ...(kernel ? [`kernel ${kernel}`] : []),
    ...(part?.kind === 'echo' ? [`echo ${part.n} of ${part.of} at ${part.timeMs} ms`] : []),
    ...(part?.kind === 'time' ? [`time point ${part.n} of ${part.of}`] : []),
    ...(part?.kind === 'volume' ? [`volume ${part.n} of ${part.of}`] : []),
  ];
}
