import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Modality, Vec3 } from '#volume/types.ts';

/** A scan that can be opened, as a list tells of it. */
export interface OfferedScan {
  readonly name: string;
  /** Of files. */
  readonly count: number;
  readonly hasPicture: boolean;
  readonly summary: {
    readonly modality?: Modality;
    readonly modalityWord?: string;
    readonly description?: string;
    readonly kernel?: string;
    readonly bodyPart?: BodyPartFact;
    readonly part?: {
      readonly kind: 'volume' | 'time' | 'echo';
      readonly n: number;
      readonly of: number;
      readonly timeMs?: number;
    };
    readonly size: Vec3;
    readonly spacingMm: Vec3;
  };
}

/** A file that holds objects and no scan. */
export interface OfferedSegmentation {
  readonly name: string;
  /** Of its objects, where that is known. */
  readonly count?: number;
}

/** Files that are no scan to open, and why. */
export interface LeftOut {
  readonly name: string;
  readonly count: number;
  readonly reason: WireError;
}

/** Grey values, row by row. */
export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** What was found in what was given last. */
export interface FoundScans {
  /** The folder, archive or file that was given; empty where it was several. */
  readonly name: string;
  readonly scans: readonly OfferedScan[];
  readonly segmentations: readonly OfferedSegmentation[];
  readonly apart: readonly LeftOut[];
  /** By the scan's place; those that have been made. */
  readonly pictures: ReadonlyMap<number, SmallPicture>;
  /** The place of the scan that is open, if it is one of these. */
  readonly opened: number | undefined;
}

export interface ScansSlice {
  readonly found: FoundScans | undefined;
  readonly isChoosing: boolean;
  scansFound(found: Pick<FoundScans, 'name' | 'scans' | 'segmentations' | 'apart'> | undefined): void;
  pictureMade(n: number, picture: SmallPicture): void;
  scanTaken(n: number): void;
  choosing(isChoosing: boolean): void;
}

export const createScansSlice: StateCreator<ScansSlice> = (set) => ({
  found: undefined,
  isChoosing: false,
  scansFound: (found) =>
    set({ found: found && { ...found, pictures: new Map(), opened: undefined }, isChoosing: false }),
  pictureMade: (n, picture) =>
    set(({ found }) =>
      found ? { found: { ...found, pictures: new Map(found.pictures).set(n, picture) } } : {},
    ),
  scanTaken: (n) => set(({ found }) => (found ? { found: { ...found, opened: n } } : {})),
  choosing: (isChoosing) => set({ isChoosing }),
});
