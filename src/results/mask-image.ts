import type { NiftiHeader } from '#formats/nifti-header.ts';
import { type Gzip, paintNifti } from '#formats/write-nifti.ts';
import { paintMask, paintProbability } from '#volume/mask.ts';
import type { Mask, Vec3 } from '#volume/types.ts';
import { type LabelledMask, needsWide, paintLabels } from './label-map.ts';

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
  const isWide = shown.kind === 'labels' && needsWide(shown.masks);
  const image = { size, header, description: 'parse3d', slope, isWide };
  return gzip(paintNifti(image, (voxels) => paint(shown, voxels, size)));
}

function paint(shown: Shown, voxels: Uint8Array | Uint16Array, size: Vec3): void {
  if (shown.kind === 'labels') paintLabels(shown.masks, voxels, size);
  else if (shown.kind === 'mask') paintMask(shown.mask, voxels, 1);
  else paintProbability(shown.mask, voxels);
}
