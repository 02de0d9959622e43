import type { SegmentationWish } from '#formats/dicom-segments.ts';
import type { NiftiHeader } from '#formats/nifti-header.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { FindingId } from '#results/finding.ts';
import type { MaskLayer } from '#viewer/viewer.ts';
import type { Mask, Volume } from '#volume/types.ts';

export interface OpenScan {
  readonly volume: Volume;
  /** Places exports on the grid of the file, number for number. */
  readonly header: NiftiHeader;
  /** With its facts, as they were when it was shown. */
  readonly opened: OpenedScan;
  readonly source?: ScanSource | undefined;
}

/** Where a scan came from, for what only its files can say. */
export interface ScanSource {
  readonly writesSegmentation: boolean;
  /** The bytes of a DICOM segmentation that refers to its files. @throws AppError where these cannot be read any more. */
  segmentation(wish: SegmentationWish): Promise<Uint8Array<ArrayBuffer>>;
}

/** The large arrays behind the store's facts: the open scan and the mask of every object found in it. */
export class Voxels {
  #scan: OpenScan | undefined;
  readonly #masks = new Map<FindingId, Mask>();
  /** Masks of prompts under way, by a key of their own. */
  readonly growing = new Map<string, MaskLayer>();

  scan(): OpenScan | undefined {
    return this.#scan;
  }

  /** Keeps `scan` and lets go of the one before with its masks. */
  replaceScan(scan: OpenScan | undefined): void {
    this.#scan = scan;
    this.#masks.clear();
    this.growing.clear();
  }

  /** The same voxels, described anew. */
  describeScan(change: Partial<Pick<Volume, 'modality'>>): void {
    if (this.#scan) this.#scan = { ...this.#scan, volume: { ...this.#scan.volume, ...change } };
  }

  mask(id: FindingId): Mask | undefined {
    return this.#masks.get(id);
  }

  keepMask(id: FindingId, mask: Mask): void {
    this.#masks.set(id, mask);
  }

  forgetMask(id: FindingId): void {
    this.#masks.delete(id);
  }
}
