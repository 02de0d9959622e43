import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import type { Grid } from '#volume/types.ts';
import { BALL_GRIDS, ballVolume } from './ball.ts';

const GRID = BALL_GRIDS['flipped and anisotropic'] as Grid;

/** Writes the ball as a .nii.gz file; with a threshold, the label map of what is brighter. */
export function writeBall(path: string, labelAbove?: number): void {
  const { data, slope, intercept } = ballVolume(GRID);
  const stored = { size: GRID.size, header: gridHeader(GRID) };
  const voxels = Int16Array.from(data);
  const label = (value: number) => (value * slope + intercept > (labelAbove ?? 0) ? 1 : 0);
  const image =
    labelAbove === undefined
      ? { ...stored, data: voxels, slope, intercept }
      : { ...stored, data: Uint8Array.from(voxels, label) };
  writeFileSync(path, gzipSync(writeNifti(image)));
}
