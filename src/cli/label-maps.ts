import { AppError } from '#errors.ts';
import type { Structure } from '#model/manifest.ts';
import { toWorld } from '#volume/affine.ts';
import type { Grid, VoxelPoint } from '#volume/types.ts';
import { openScanAt } from './find-scans.ts';

/** Values in label maps of the AMOS scheme, by structure id; other structures have their pack's own label. */
const AMOS: Readonly<Record<string, number>> = {
  spleen: 1,
  kidney_right: 2,
  kidney_left: 3,
  gallbladder: 4,
  esophagus: 5,
  liver: 6,
  stomach: 7,
  aorta: 8,
  postcava: 9,
  pancreas: 10,
  adrenal_right: 11,
  adrenal_left: 12,
  duodenum: 13,
  bladder: 14,
  prostate_uterus: 15,
};

export function labelOf({ id, labelId }: Structure): number {
  return AMOS[id] ?? labelId;
}

/** Corners further apart than this are on another grid; headers round to about a hundredth. */
const SAME_PLACE_MM = 0.1;

/**
 * The labels at `path`, one per voxel of `grid`.
 * @throws AppError 'arguments-invalid' where the map lies on another grid, or whatever `openScan` refuses.
 */
export async function readLabels(path: string, grid: Grid): Promise<Float32Array> {
  const count = grid.size[0] * grid.size[1] * grid.size[2];
  try {
    const { volume } = await openScanAt([path]);
    if (!isSameGrid(volume.grid, grid)) {
      throw new AppError('arguments-invalid', { reason: `${path} does not lie on the grid of its image` });
    }
    const labels = new Float32Array(count);
    for (let n = 0; n < count; n++)
      labels[n] = Math.round((volume.data[n] ?? 0) * volume.slope + volume.intercept);
    return labels;
  } catch (error) {
    // A map without any label is a fair answer, though not a scan.
    if (error instanceof AppError && error.code === 'volume-constant') return new Float32Array(count);
    throw error;
  }
}

function isSameGrid(a: Grid, b: Grid): boolean {
  if (a.size.some((n, axis) => n !== b.size[axis])) return false;
  const [i, j, k] = [a.size[0] - 1, a.size[1] - 1, a.size[2] - 1];
  const corners: VoxelPoint[] = [
    [0, 0, 0],
    [i, 0, 0],
    [0, j, 0],
    [0, 0, k],
  ];
  return corners.every((corner) => {
    const [p, q] = [toWorld(a.voxelToWorld, corner), toWorld(b.voxelToWorld, corner)];
    return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) <= SAME_PLACE_MM;
  });
}
