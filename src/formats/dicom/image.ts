import type { ScanContent } from '#formats/scan-content.ts';
import type { BodyPartFact } from '#volume/body-part.ts';
import type { Vec3 } from '#volume/types.ts';
import type { Syntax } from './syntaxes.ts';

/** How the numbers of a picture are stored. */
export interface PixelForm {
  readonly syntax: Syntax;
  readonly rows: number;
  readonly columns: number;
  readonly bitsAllocated: 8 | 16 | 32;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly isSigned: boolean;
  /** Large numbers are dark. */
  readonly isInverted: boolean;
  /** Stored numbers from one to the other stand for nothing. */
  readonly padding: readonly [number, number] | undefined;
}

/** Where a file has its pixels. */
export interface PixelPlace {
  readonly content: ScanContent;
  readonly offset: number;
  /** Undefined where they are in fragments. */
  readonly length: number | undefined;
  /** Bytes that are pixels lie in big-endian words, so the second of each two comes first. */
  readonly inWords: boolean;
  /** Of pictures in the file. */
  readonly frameCount: number;
  /** Where each begins, behind the first item, if the file says so apart from the fragments. */
  readonly longOffsets: readonly number[] | undefined;
}

/** What may tell apart pictures that lie at one place. Texts are compared, never shown. */
export interface Marks {
  /** Programs that take names away give several series one identifier. */
  readonly seriesNumber: number | undefined;
  readonly imageType: string;
  /** What its values are, in the standard's terms; '' where nothing is said. */
  readonly rescaleType: string;
  readonly echoTime: number | undefined;
  readonly temporal: number | undefined;
  readonly bValue: number | undefined;
  /** Where a file says in which direction diffusion was measured. */
  readonly gradient: string;
  readonly stack: string;
  readonly acquisition: number | undefined;
  readonly kernel: string;
  /** Milliseconds, of the heart's beat. */
  readonly trigger: number | undefined;
  /** Bits of a number above 0, which are larger where it is. */
  readonly cardiacPercent: number | undefined;
  readonly flipAngle: number | undefined;
  readonly inversionTime: number | undefined;
  readonly kvp: number | undefined;
  readonly frameOfReference: string;
  /** Where a picture belongs in all that the file counts its pictures by, but for their places. */
  readonly dimensions: string;
  /** As HHMMSS.FFFFFF. */
  readonly time: number | undefined;
  readonly instance: number | undefined;
}

/** Where a picture lies in the patient. Directions and places are DICOM's: x to the left, y to the back, z to the head. */
export interface Plane {
  /** The middle of the first pixel, mm. */
  readonly position: Vec3;
  /** Unit vectors: from one column to the next, and from one row to the next. */
  readonly along: Vec3;
  readonly down: Vec3;
  /** From one row to the next, and from one column to the next, mm. */
  readonly spacing: readonly [row: number, column: number];
}

/** One picture of a series: a file, or a frame of one. */
export interface Image {
  readonly place: PixelPlace;
  /** Of the file's pictures. */
  readonly frame: number;
  readonly form: PixelForm;
  /** Where it is but a part of a larger picture of the file: that one's form, and its upper left corner in it. */
  readonly tile?: { readonly whole: PixelForm; readonly column: number; readonly row: number };
  readonly plane: Plane;
  readonly slope: number;
  readonly intercept: number;
  readonly marks: Marks;
  /** Copies have the same; '' where the file has none. */
  readonly instanceUid: string;
}

/** What all pictures of a series say alike. */
export interface SeriesFacts {
  /** Compared and never shown. */
  readonly key: string;
  readonly modality: string | undefined;
  /** Computed from X-ray pictures. */
  readonly isConeBeam: boolean;
  readonly number: number | undefined;
  readonly description: string | undefined;
  readonly kernel: string | undefined;
  readonly bodyPart: BodyPartFact | undefined;
  /** The files have the identifiers that another object needs in order to refer to them. */
  readonly hasReferences: boolean;
}
