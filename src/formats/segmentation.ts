import type { WireError } from '#errors.ts';
import type { GridFit } from '#volume/mask-onto.ts';
import type { Grid, Mask } from '#volume/types.ts';
import type { ReaderOptions } from './reader.ts';
import type { ScanContent } from './scan-content.ts';

/** What a value of a label map means, as far as a file says it. */
export interface LabelName {
  readonly label: number;
  readonly name?: string | undefined;
  /** sRGB, 0..255. */
  readonly color?: readonly [number, number, number] | undefined;
}

/** An object that a file holds. */
export interface FileSegment extends LabelName {
  readonly mask: Mask;
}

/** The objects of a file, on a grid of its own. */
export interface RawSegmentation {
  readonly grid: Grid;
  readonly segments: readonly FileSegment[];
  readonly notices: readonly WireError[];
}

/** A file that holds objects and no scan, as far as its header says. */
export interface FoundSegmentation {
  /** As `FoundScan.name`. */
  readonly name: string;
  readonly files: readonly ScanContent[];
  /** How many objects it has, where the header says it. */
  readonly count?: number;
  /** @throws AppError that names the file and what to do. */
  read(options: ReaderOptions): Promise<RawSegmentation>;
}

/** The objects of a file on the grid of a scan. */
export interface PlacedSegmentation {
  readonly name: string;
  /** The grid that they came on, and how its samples lie to the scan's. */
  readonly grid: Grid;
  readonly fit: GridFit;
  /** Those that lie in the scan, on its grid. */
  readonly segments: readonly FileSegment[];
  readonly notices: readonly WireError[];
}

/** Inside and outside of one object, of which the file itself says nothing: its one number, 1, names no structure. */
export function isPlainMask(segments: readonly LabelName[]): boolean {
  const [only] = segments;
  return segments.length === 1 && only?.label === 1 && only.name === undefined;
}
