import type { Grid } from '#volume/types.ts';
import type { SegmentationWish } from './dicom-segments.ts';
import { labelSegments } from './label-segments.ts';
import { type Listing, listScans, openListed } from './list-scans.ts';
import { placeSegments } from './place-segments.ts';
import type { ListOptions, OpenedScan, ScanPicture, ScanSummary, SetApart } from './reader.ts';
import { blobFile, type ReadOptions } from './scan-file.ts';
import type { PlacedSegmentation } from './segmentation.ts';

/** A file as the page gets it. */
export interface GivenFile {
  /** Its name, after the folders that it lay in. */
  readonly path: string;
  readonly content: File;
}

export type ListFilesOptions = Omit<ListOptions, 'all'>;

/** What is said of a scan that can be opened. */
export interface ScanEntry {
  readonly name: string;
  /** Of files. */
  readonly count: number;
  readonly summary: ScanSummary;
  readonly hasPicture: boolean;
  /** Objects found in it can be written as a DICOM segmentation. */
  readonly writesSegmentation: boolean;
}

/** What is said of a file that holds objects and no scan. */
export interface SegmentationEntry {
  readonly name: string;
  /** Of its objects, where the header says it. */
  readonly count?: number;
}

/** Where in a list objects are: in a file that holds nothing else, or in what was listed as a scan and is a label map. */
export interface SegmentsAt {
  readonly of: 'segmentations' | 'scans';
  readonly n: number;
}

/** The scans in what was given, to be opened one by one. */
export interface ScanList {
  readonly scans: readonly ScanEntry[];
  readonly segmentations: readonly SegmentationEntry[];
  readonly apart: readonly SetApart[];
  /** The scan at place `n` of `scans`. @throws AppError what `openListed` refuses; rejects with `signal.reason`. */
  open(n: number, options?: ReadOptions): Promise<OpenedScan>;
  /**
   * The objects at `at` on `grid`, a scan's. Also of a list that was closed, whose files are looked at anew.
   * @throws AppError what `placeSegments`, `labelSegments` or the reader refuses; rejects with `signal.reason`.
   */
  segments(at: SegmentsAt, grid: Grid, options?: ReadOptions): Promise<PlacedSegmentation>;
  /** Undefined where it has none, or none can be made. */
  picture(n: number, options?: ReadOptions): Promise<ScanPicture | undefined>;
  /**
   * The bytes of a DICOM segmentation of the scan at place `n`: what its files say of patient and study goes into them and nowhere else.
   * Also of a list that was closed, whose files are looked at anew.
   */
  segmentation(n: number, wish: SegmentationWish): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets go of the files. */
  close(): void;
}

/**
 * Lists and opens scans. LocalScanReader does it here, WorkerScanReader in a worker; nothing above this interface can tell
 * which. Readings do not wait for each other.
 * @throws AppError what `listScans` refuses; an aborted listing rejects with `signal.reason`.
 */
export interface ScanReader {
  list(files: readonly GivenFile[], options?: ListFilesOptions): Promise<ScanList>;
}

export class LocalScanReader implements ScanReader {
  /** Whether the voxels lie in memory that threads share. */
  readonly #isShared: boolean;

  constructor(isShared = false) {
    this.#isShared = isShared;
  }

  async list(files: readonly GivenFile[], options: ListFilesOptions = {}): Promise<ScanList> {
    const listing = await listScans(
      files.map(({ path, content }) => blobFile(path, content)),
      options,
    );
    return {
      scans: entriesOf(listing),
      segmentations: segmentationEntries(listing),
      apart: listing.apart,
      open: (n, more = {}) => openListed(scanAt(listing, n), { ...more, isShared: this.#isShared }),
      segments: (at, grid, more = {}) => segmentsOf(listing, at, grid, more),
      picture: (n, more = {}) => pictureOf(listing, n, more),
      segmentation: (n, wish) => segmentationOf(listing, n, wish),
      close: () => {},
    };
  }
}

export function scanAt({ scans }: Listing, n: number) {
  const scan = scans[n];
  if (!scan) throw new Error(`There are ${scans.length} scans, and none at ${n}.`);
  return scan;
}

/** @throws AppError what `placeSegments`, `labelSegments` or the reader refuses. */
export async function segmentsOf(
  listing: Listing,
  { of, n }: SegmentsAt,
  grid: Grid,
  options: ReadOptions,
): Promise<PlacedSegmentation> {
  if (of === 'scans') {
    const { found, namesBeside } = scanAt(listing, n);
    return placeSegments(found.name, await labelSegments(found, namesBeside, options), grid);
  }
  const segmentation = listing.segmentations[n];
  if (!segmentation)
    throw new Error(`There are ${listing.segmentations.length} segmentations, and none at ${n}.`);
  const raw = await segmentation.read({ ...options, allocate: (bytes) => new ArrayBuffer(bytes) });
  options.signal?.throwIfAborted();
  return placeSegments(segmentation.name, raw, grid);
}

export async function pictureOf(listing: Listing, n: number, options: ReadOptions) {
  // A scan that cannot be opened says so when it is.
  return scanAt(listing, n)
    .found.picture?.(options)
    .catch(() => {
      options.signal?.throwIfAborted();
      return undefined;
    });
}

/** @throws AppError what its reader refuses. */
export async function segmentationOf(listing: Listing, n: number, wish: SegmentationWish) {
  const bytes = await scanAt(listing, n).found.segmentation?.(wish);
  if (!bytes) throw new Error('No DICOM segmentation can be written of this scan.');
  return bytes;
}

export function entriesOf({ scans }: Listing): readonly ScanEntry[] {
  return scans.map(({ found: { name, files, summary, picture, segmentation } }) => ({
    name,
    count: files.length,
    summary,
    hasPicture: picture !== undefined,
    writesSegmentation: segmentation !== undefined,
  }));
}

export function segmentationEntries({ segmentations }: Listing): readonly SegmentationEntry[] {
  return segmentations.map(({ name, count }) => ({ name, ...(count !== undefined && { count }) }));
}
