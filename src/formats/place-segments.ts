import { AppError, toWire, type WireError } from '#errors.ts';
import { determinant, spacing } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import { gridFit, maskOnto } from '#volume/mask-onto.ts';
import { eachRun, runsOf } from '#volume/runs.ts';
import type { Grid, Mask } from '#volume/types.ts';
import { MOST_MASK_BYTES } from './segment-limits.ts';
import type { PlacedSegmentation, RawSegmentation } from './segmentation.ts';

/** Parts of the volume that rounding to other voxels may cost, and that nobody has to be told. */
const UNSAID_SHARE = 0.02;

/**
 * The objects of a file on `grid`, voxel for voxel where the samples of both grids lie on each other, else each voxel as the nearest
 * one of the file. Objects that lie outside are left out.
 * @throws AppError 'segmentation-empty', 'segmentation-elsewhere', 'volume-too-large'.
 */
export function placeSegments(name: string, raw: RawSegmentation, grid: Grid): PlacedSegmentation {
  if (raw.segments.length === 0) throw new AppError('segmentation-empty', { name });
  const fit = gridFit(raw.grid, grid);
  // Where samples lie on each other voxels are compared, for headers round the size of one.
  const unit = (own: Grid) => (fit === 'exact' ? 1 : Math.abs(determinant(own.voxelToWorld)));
  let [bytes, there, all] = [0, 0, 0];
  const segments = raw.segments.flatMap(({ mask: own, ...segment }) => {
    const mask = maskOnto(own, grid);
    bytes += mask.data.length;
    if (bytes > MOST_MASK_BYTES)
      throw new AppError('volume-too-large', { name, bytes, most: MOST_MASK_BYTES });
    const voxels = voxelsOf(mask);
    there += voxels * unit(grid);
    all += voxelsOf(own) * unit(raw.grid);
    return voxels > 0 ? [{ ...segment, mask }] : [];
  });
  if (segments.length === 0) {
    throw new AppError(all > 0 ? 'segmentation-elsewhere' : 'segmentation-empty', { name });
  }
  const notices: WireError[] = [...raw.notices];
  if (fit === 'between') {
    const details = {
      ...{ name, size: raw.grid.size, spacingMm: spacing(raw.grid.voxelToWorld) },
      ...{ scanSize: grid.size, scanSpacingMm: spacing(grid.voxelToWorld) },
    };
    notices.push(toWire(new AppError('segmentation-resampled', details)));
  }
  const share = 1 - there / all;
  if (share > (fit === 'exact' ? 0 : UNSAID_SHARE)) {
    notices.push(toWire(new AppError('segmentation-cut', { name, share })));
  }
  return { name, grid: raw.grid, fit, segments, notices };
}

function voxelsOf({ data, box, level }: Mask): number {
  let voxels = 0;
  eachRun(runsOf(data, boxSize(box), level), (_j, _k, from, to) => {
    voxels += to - from;
  });
  return voxels;
}
