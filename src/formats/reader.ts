import type { WireError } from '#errors.ts';
import type { Grid, IntensityRange, Modality, Volume, VoxelData } from '#volume/types.ts';
import type { NiftiHeader } from './nifti-header.ts';
import type { ScanContent } from './scan-content.ts';
import type { ReadOptions } from './scan-file.ts';

export interface ReaderOptions extends ReadOptions {
  /** Memory for the voxels, so that whoever opens the scan says whether threads share it. */
  readonly allocate: (bytes: number) => ArrayBufferLike;
}

/** What a reader found, before the checks that all scans go through. */
export interface RawScan {
  readonly grid: Grid;
  /** In memory that nobody else holds: what is not finite is replaced in place. */
  readonly data: VoxelData;
  readonly slope: number;
  readonly intercept: number;
  /** Places exports: the file's own numbers, or `gridHeader(grid)`. */
  readonly header: NiftiHeader;
  /** Only where the file says it. */
  readonly modality?: Modality;
  /** What people should know, although the scan is read. */
  readonly notices?: readonly WireError[];
}

/** One way of writing scans to files. README.md says what is asked of it. */
export interface Reader {
  /** For reports, such as 'nifti'. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Whether a scan lies in one file or in many. */
  readonly files: 'one' | 'many';
  /** Whether a file that begins with `head` is its to read. */
  recognises(head: Uint8Array): boolean;
  /** @throws AppError that names the file and what to do. */
  read(contents: readonly ScanContent[], options: ReaderOptions): Promise<RawScan>;
}

/** What is known of a scan besides its voxels. */
export interface ScanFacts {
  /** `Reader.id`. */
  readonly reader: string;
  /** Kept so that a mask can be written on exactly the same grid. */
  readonly header: NiftiHeader;
  /** The files do not say what kind of scan it is. */
  readonly modalityIsGuess: boolean;
  /** What people should know, although the scan was opened. */
  readonly notices: readonly WireError[];
}

export interface OpenedScan {
  readonly volume: Volume;
  readonly facts: ScanFacts;
  readonly range: IntensityRange;
}
