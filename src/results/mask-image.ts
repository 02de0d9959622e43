import type { NiftiHeader } from '#formats/nifti-header.ts';
import { type Gzip, writeNiftiGz } from '#formats/write-nifti.ts';
import { denseMask, denseProbability } from '#volume/mask.ts';
import type { Mask, Vec3 } from '#volume/types.ts';
import { type LabelledMask, toLabelMap } from './label-map.ts';

/** What an image is to show of masks on one grid. */
export type Shown =
  /** At each voxel the label of the last mask that covers it. */
  | { readonly kind: 'labels'; readonly masks: readonly LabelledMask[] }
  /** 1 inside, 0 outside. */
  | { readonly kind: 'mask'; readonly mask: Mask }
  /** How probable the object is, 0..1 in steps of 1/255; 0 beyond the mask's box. */
  | { readonly kind: 'probability'; readonly mask: Mask };

/** An image to be, as plain data: small, so that it can be sent to where there is time to make it. */
export interface MaskImage {
  readonly shown: Shown;
  readonly size: Vec3;
  /** Of the scan's file: the image lies on its grid, number for number. */
  readonly header: NiftiHeader;
}

/** A .nii.gz file of it. */
export function writeMaskImage(
  { shown, size, header }: MaskImage,
  gzip: Gzip,
): Promise<Uint8Array<ArrayBuffer>> {
  const slope = shown.kind === 'probability' ? 1 / 255 : 1;
  return writeNiftiGz({ size, header, description: 'parse3d', data: voxelsOf(shown, size), slope }, gzip);
}

function voxelsOf(shown: Shown, size: Vec3): Uint8Array | Uint16Array {
  if (shown.kind === 'labels') return toLabelMap(shown.masks, size);
  return shown.kind === 'mask' ? denseMask(shown.mask) : denseProbability(shown.mask);
}
