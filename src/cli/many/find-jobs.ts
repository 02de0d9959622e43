import { basename } from 'node:path';
import { type GivenFile, givenFiles } from '#cli/given-files.ts';
import { AppError, toWire, type WireError } from '#errors.ts';
import { SCAN_ENDINGS } from '#formats/formats.ts';
import { type ListedScan, type Listing, listScans } from '#formats/list-scans.ts';
import type { ScanJob } from './messages.ts';
import type { Unit } from './units.ts';

/** What is no scan and therefore not asked anything. */
export interface Passed {
  readonly source: string;
  readonly name: string;
  readonly reason: WireError;
  /** Of files. */
  readonly count: number;
  /** It should have been a scan: somebody named it, or it is called one or damaged. */
  readonly isFailure: boolean;
  readonly wished: string | undefined;
}

export interface Found {
  readonly jobs: readonly ScanJob[];
  readonly passed: readonly Passed[];
}

/** The scans of a unit, from headers alone, and what is none. */
export async function findJobs(unit: Unit): Promise<Found> {
  const [source = ''] = unit.paths;
  try {
    const files = givenFiles(unit.paths);
    if (files.length === 0) throw new AppError('nothing-to-open', { name: basename(source) });
    const listing = await listScans(files);
    const jobs = listing.scans.map((scan, n) => jobOf(scan, n, listing, { unit, files }));
    return { jobs, passed: passedOver(listing, { unit, files }) };
  } catch (error) {
    const reason = toWire(error);
    return {
      jobs: [],
      passed: [{ source, name: basename(source), reason, count: 1, isFailure: true, wished: unit.wished }],
    };
  }
}

interface Place {
  readonly unit: Unit;
  readonly files: readonly GivenFile[];
}

/**
 * A scan is listed again where it is answered: of its own files where it consists of files that stand for themselves, else of the whole unit, for what
 * is beside it decides what a DICOM series is.
 */
function jobOf(scan: ListedScan, n: number, { scans }: Listing, { unit, files }: Place): ScanJob {
  const own = scan.reader === 'dicom' ? undefined : pathsOf(scan, files);
  const alike = own && scans.filter((each) => pathsOf(each, files)?.join('\n') === own.join('\n'));
  const { name } = scan.found;
  const wished = unit.wished !== undefined && scans.length > 1 ? `${unit.wished}_${n + 1}` : unit.wished;
  const isAlone = alike ? alike.length === 1 : scans.length === 1;
  return {
    source: own?.[0] ?? unit.paths[0] ?? name,
    series: isAlone ? undefined : (alike?.indexOf(scan) ?? n) + 1,
    paths: own ?? unit.paths,
    at: alike?.indexOf(scan) ?? n,
    ...{ name, listedAs: unit.wished, wished, isNamed: unit.isNamed },
  };
}

/** Where the files of a scan lie; undefined where they lie in an archive. */
function pathsOf({ found }: ListedScan, files: readonly GivenFile[]): readonly string[] | undefined {
  const paths = found.files.map(
    ({ name, folder }) => files.find((file) => file.name === name && file.folder === folder)?.path,
  );
  return paths.every((path) => path !== undefined) ? paths : undefined;
}

/** What lies in folders beside scans and is none is no failure. */
const HARMLESS: ReadonlySet<WireError['code']> = new Set(['not-a-scan', 'format-unread', 'dicom-other']);

function passedOver({ segmentations, apart }: Listing, { unit, files }: Place): readonly Passed[] {
  const { paths, isNamed, wished } = unit;
  const source = (name: string) => files.find((file) => file.name === name)?.path ?? paths[0] ?? name;
  const strangers = apart.map(({ name, reason, count }) => {
    const isHarmless = HARMLESS.has(reason.code) && (reason.code === 'dicom-other' || !isCalledScan(name));
    return { source: source(name), name, reason, count, isFailure: isNamed || !isHarmless, wished };
  });
  const objects = segmentations.map(({ name, files }) => {
    const reason = toWire(new AppError('segmentation-alone', { name }));
    return { source: source(name), name, reason, count: files.length, isFailure: false, wished };
  });
  return [...strangers, ...objects];
}

function isCalledScan(name: string): boolean {
  return SCAN_ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}
