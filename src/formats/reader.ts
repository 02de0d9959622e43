import type { WireError } from '#errors.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Flip } from '#volume/turn.ts';
import type { Grid, IntensityRange, Modality, Vec3, Volume, VoxelData } from '#volume/types.ts';
import type { SegmentationWish } from './dicom-segments.ts';
import type { NiftiHeader } from './nifti-header.ts';
import type { ScanContent } from './scan-content.ts';
import type { FillOptions, ReadOptions } from './scan-file.ts';
import type { FoundSegmentation, LabelName } from './segmentation.ts';
import type { VoxelSurvey } from './voxel-survey.ts';

export interface ReaderOptions extends Omit<FillOptions, 'onFilled'> {
  /** Memory for the voxels, so that whoever opens the scan says whether threads share it. */
  readonly allocate: (bytes: number) => ArrayBufferLike;
}

export interface ListOptions {
  /** Everything that was dropped, for data that lie in a file beside (`fileBeside`). */
  readonly all: readonly ScanContent[];
  /** Heard between two files. */
  readonly signal?: AbortSignal;
  /** Files looked at. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a reader found, before the checks that all scans go through. */
export interface RawScan {
  readonly grid: Grid;
  /** In memory that nobody else holds: what is not finite is replaced in place. */
  readonly data: VoxelData;
  /** Of `data`, as far as it was taken while they were read. */
  readonly survey?: VoxelSurvey;
  readonly slope: number;
  readonly intercept: number;
  /** Places exports: the file's own numbers, or `gridHeader(grid)`. */
  readonly header: NiftiHeader;
  /** Only where the file says it. */
  readonly modality?: Modality;
  /** Only where the file says it. */
  readonly bodyPart?: BodyPartFact;
  /** The file says that its values are labels. */
  readonly isLabels?: boolean;
  /** What people should know, although the scan is read. */
  readonly notices?: readonly WireError[];
}

/** What tells one volume from others that share its files or its series. */
export type ScanPart =
  | { readonly kind: 'volume' | 'time'; readonly n: number; readonly of: number }
  | { readonly kind: 'echo'; readonly n: number; readonly of: number; readonly timeMs: number };

/** What a list says of a scan, from headers alone. */
export interface ScanSummary {
  /** Only where the files say it. */
  readonly modality?: Modality;
  /** What the files call it where it is neither CT nor MR, such as 'PT'. */
  readonly modalityWord?: string;
  /** The files' own words for it, shown on the page and nowhere else: free text may name the patient. */
  readonly description?: string;
  /** Of the reconstruction, such as 'B30f': a word of the scanner, not of a person. */
  readonly kernel?: string;
  /** Only where the files say it. */
  readonly bodyPart?: BodyPartFact;
  readonly part?: ScanPart;
  readonly size: Vec3;
  readonly spacingMm: Vec3;
}

/** A scan that can be opened, as far as its headers say. */
export interface FoundScan {
  /** Shown, and the beginning of the names of results. Of a file its name; never taken from free text inside a file. */
  readonly name: string;
  /** Everything that it is made of, data that lie beside included. */
  readonly files: readonly ScanContent[];
  readonly summary: ScanSummary;
  /** @throws AppError that names the file and what to do. */
  read(options: ReaderOptions): Promise<RawScan>;
  /**
   * The bytes of a DICOM segmentation that refers to it, with what its files say of patient and study; absent where it lies in no DICOM
   * files, or these do not say what is needed.
   */
  segmentation?(wish: SegmentationWish): Promise<Uint8Array<ArrayBuffer>>;
  /** What the file itself says of its values, where they are labels. */
  labelNames?(): Promise<readonly LabelName[]>;
  /** A small picture of its middle slice; absent where that costs more than a file or two. */
  picture?(options: ReadOptions): Promise<ScanPicture>;
}

/** Grey values, row by row; the first row is the top. */
export interface ScanPicture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Files that are no scan to open: a localizer, a report, a colour picture, something damaged. */
export interface SetApart {
  readonly name: string;
  readonly reason: WireError;
  /** Of files. */
  readonly count: number;
}

export interface ScanListing {
  readonly scans: readonly FoundScan[];
  /** Files that hold objects and no scan. */
  readonly segmentations?: readonly FoundSegmentation[];
  readonly apart: readonly SetApart[];
}

/** One way of writing scans to files. README.md says what is asked of it. */
export interface Reader {
  /** Whether a file that begins with `head` is its to read. */
  recognises(head: Uint8Array): boolean;
  /**
   * Every scan in `own`, all the files that it recognises, from their headers; what is refused is set apart. An AppError
   * that it throws stands for all of `own`.
   */
  list(own: readonly ScanContent[], options: ListOptions): Promise<ScanListing>;
}

/**
 * Why a scan was taken for CT or MR, as `findCt` sees it; 'spread': values spread more widely than those of any CT;
 * 'sign': too few voxels for a histogram, so it went by whether many lie well below 0; 'labels': a segmentation, by its values.
 */
export type ModalityReason =
  | 'hounsfield'
  | 'window'
  | 'units'
  | 'floored'
  | 'unknown-scale'
  | 'like-hounsfield'
  | 'clipped'
  | 'spread'
  | 'sign'
  | 'labels';

/** What kind of scan it is, as its values have it. */
export interface ModalityGuess {
  readonly modality: Modality;
  /** Else nothing is asked of the scan before somebody has said what it is. */
  readonly isSure: boolean;
  readonly reason: ModalityReason;
}

/** What is known of a scan besides its voxels. */
export interface ScanFacts {
  /** `Reader.id`. */
  readonly reader: string;
  /** Kept so that a mask can be written on exactly the same grid. */
  readonly header: NiftiHeader;
  /** The files do not say what kind of scan it is. */
  readonly modalityIsGuess: boolean;
  /** Where they do not say it. */
  readonly guess?: ModalityGuess;
  /** What it shows, as its files say, or as it may be by its content; absent where neither tells. */
  readonly bodyPart?: BodyPartFact;
  /** Where the file's own scale was mended for the kind of scan that it was taken for. */
  readonly mended?: MendedScale;
  /** Ends of the patient that somebody has taken for exchanged in the file; the volume's grid is turned. */
  readonly turned?: readonly Flip[];
  /** What people should know, although the scan was opened. */
  readonly notices: readonly WireError[];
}

interface Scale {
  readonly slope: number;
  readonly intercept: number;
}

/** A scale that holds for one kind of scan; `restate` undoes it for others. */
export interface MendedScale {
  readonly kind: Modality;
  readonly scale: Scale;
  readonly asStored: Scale;
  /** That say so. */
  readonly notices: readonly WireError[];
}

export interface OpenedScan {
  readonly volume: Volume;
  readonly facts: ScanFacts;
  readonly range: IntensityRange;
}
