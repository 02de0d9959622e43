import type { Call } from '#rpc/protocol.ts';
import type { Grid } from '#volume/types.ts';
import type { SegmentationWish } from './dicom-segments.ts';
import type { OpenedScan, ScanPicture, SetApart } from './reader.ts';
import type { ReadOptions } from './scan-file.ts';
import type { ListFilesOptions, ScanEntry, SegmentationEntry, SegmentsAt } from './scan-reader.ts';
import type { PlacedSegmentation } from './segmentation.ts';

/** A File may lose its name on the way to a thread. */
export interface SentFile {
  /** With the folders that it lay in. */
  readonly path: string;
  readonly content: Blob;
}

/** A listing that the worker keeps, and what is said of it. */
export interface SentListing {
  readonly handle: number;
  readonly scans: readonly ScanEntry[];
  readonly segmentations: readonly SegmentationEntry[];
  readonly apart: readonly SetApart[];
}

/** Every call that the reader's worker answers. */
export interface ReaderCalls {
  /** Answered once the worker has loaded. */
  ready: Call<[], void>;
  list: Call<[files: readonly SentFile[]], SentListing, ListFilesOptions>;
  open: Call<[handle: number, n: number], OpenedScan, ReadOptions>;
  segments: Call<[handle: number, at: SegmentsAt, grid: Grid], PlacedSegmentation, ReadOptions>;
  picture: Call<[handle: number, n: number], ScanPicture | undefined, ReadOptions>;
  segmentation: Call<[handle: number, n: number, wish: SegmentationWish], Uint8Array<ArrayBuffer>>;
  /** Lets go of a listing. */
  forget: Call<[handle: number], void>;
}
