import type { AnswerId } from '#engine/engine.ts';
import type { SegmentationWish } from '#formats/dicom-segments.ts';
import type { NiftiHeader } from '#formats/nifti-header.ts';
import type { OpenedScan } from '#formats/reader.ts';
import type { FindingId } from '#results/finding.ts';
import type { PackedMask } from '#results/session.ts';
import type { MaskChange, MaskLayer } from '#viewer/viewer.ts';
import {
  type Drawn,
  drawOver,
  type Edits,
  layAgain,
  layOver,
  type Marks,
  NO_EDITS,
} from '#volume/edit/edits.ts';
import type { Mask, Volume, VoxelBox } from '#volume/types.ts';

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

/** What an object's mask is made of. */
export interface MaskParts {
  /** What the model gives, at the object's threshold; empty for an object that was drawn from nothing. */
  readonly base: Mask;
  /** What was done by hand, which goes before. */
  readonly edits: Edits;
}

interface KeptMask extends MaskParts {
  readonly mask: Mask;
  readonly changed?: MaskChange;
}

/** The large arrays behind the store's facts: the open scan and the mask of every object found in it. */
export class Voxels {
  #scan: OpenScan | undefined;
  readonly #masks = new Map<FindingId, KeptMask>();
  /** The object that a stroke is changing just now. */
  inHand: FindingId | undefined;
  /** All probabilities behind answers, packed, for when the engine has let go of them. */
  readonly wholes = new Map<AnswerId, NonNullable<PackedMask['whole']>>();
  /** Copies of what models gave, for the first strokes over it. */
  readonly #ready = new WeakMap<Mask, Uint8Array>();
  /** What is drawn in place of the objects: the difference of two of them. */
  difference: readonly MaskLayer[] | undefined;
  /** Masks of prompts under way, by a key of their own. */
  readonly growing = new Map<string, MaskLayer>();

  scan(): OpenScan | undefined {
    return this.#scan;
  }

  /** Keeps `scan` and lets go of the one before with its masks. */
  replaceScan(scan: OpenScan | undefined): void {
    this.#scan = scan;
    this.#masks.clear();
    this.inHand = undefined;
    this.difference = undefined;
    this.growing.clear();
    this.wholes.clear();
  }

  /** The same voxels, described anew. */
  describeScan(change: Partial<Pick<Volume, 'modality'>>): void {
    if (this.#scan) this.#scan = { ...this.#scan, volume: { ...this.#scan.volume, ...change } };
  }

  mask(id: FindingId): Mask | undefined {
    return this.#masks.get(id)?.mask;
  }

  parts(id: FindingId): MaskParts | undefined {
    return this.#masks.get(id);
  }

  /** How its mask differs from the one before, where that is known. */
  changed(id: FindingId): MaskChange | undefined {
    return this.#masks.get(id)?.changed;
  }

  /** An answer's own mask, in place of all that there was. */
  keepMask(id: FindingId, mask: Mask): void {
    this.keepParts(id, { base: mask, edits: NO_EDITS });
  }

  keepParts(id: FindingId, { base, edits }: MaskParts): void {
    this.#masks.set(id, { base, edits, mask: layOver(base, edits) });
  }

  /** What the model gives at another threshold; what was done by hand stays. */
  keepBase(id: FindingId, base: Mask): void {
    this.keepParts(id, { base, edits: this.parts(id)?.edits ?? NO_EDITS });
  }

  /** Has at hand what the first stroke over what the model gave needs, which takes a moment for a large object. */
  readyToDraw(id: FindingId): void {
    const { base, mask } = this.#masks.get(id) ?? {};
    if (base && mask?.data === base.data && !this.#ready.has(base)) this.#ready.set(base, base.data.slice());
  }

  /**
   * A change by the stroke that is in hand. `isFirst`: the stroke's first one, before which the edits are copied, for history
   * may hold them, and so is what the model gave. Else it is all changed in place: a mask that was laid is nobody else's.
   */
  drawEdits(id: FindingId, change: Marks, isFirst: boolean): void {
    const before = this.#masks.get(id);
    if (!before) return;
    const { base } = before;
    const now = drawOver(base, isFirst ? this.#owned(before) : before, change);
    this.#masks.set(id, { base, ...now, changed: { since: before.mask, box: change.box } });
  }

  #owned({ base, edits, mask }: KeptMask): Drawn {
    const own = { ...edits, data: edits.data.slice() };
    if (mask.data !== base.data) return { edits: own, mask };
    const data = this.#ready.get(base) ?? base.data.slice();
    this.#ready.delete(base);
    return { edits: own, mask: { ...mask, data } };
  }

  /** Other edits, which differ from those that there are within `box` alone. */
  keepEdits(id: FindingId, edits: Edits, box: VoxelBox): void {
    const before = this.#masks.get(id);
    if (!before) return;
    const mask = layAgain(before.base, edits, before.mask, box);
    this.#masks.set(id, { base: before.base, edits, mask, changed: { since: before.mask, box } });
  }

  forgetMask(id: FindingId): void {
    this.#masks.delete(id);
  }
}
