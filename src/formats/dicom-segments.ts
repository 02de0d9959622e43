import type { Mask } from '#volume/types.ts';

/** A term of SNOMED CT, as DICOM and 3D Slicer name it. */
export interface Code {
  readonly value: string;
  readonly meaning: string;
}

/** An object as a DICOM segmentation has it, on the scan's own grid. */
export interface DicomSegment {
  readonly title: string;
  /** sRGB, 0..255. */
  readonly color: readonly [number, number, number];
  readonly category: Code;
  readonly type: Code;
  readonly side: Code | undefined;
  readonly madeBy: 'model' | 'model-and-person' | 'person';
  /** The model, such as "Mini 1.2.0". */
  readonly algorithm: string;
  readonly mask: Mask;
}

/** What a DICOM segmentation is to hold. */
export interface SegmentationWish {
  readonly segments: readonly DicomSegment[];
  /** Of parse3d. */
  readonly appVersion: string;
  readonly at: Date;
}
