import { worldBox } from './affine.ts';
import type { Grid, Vec3 } from './types.ts';

/**
 * The grid along the patient's axes, `spacingMm` apart along x, y, z, that holds every voxel box of `source`, centred
 * on them (docs/geometry.md, 3). Twin: `model_grid` in training/mini/geometry.py, fixture geometry.json.
 */
export function modelGrid(source: Grid, spacingMm: Vec3): Grid {
  const { from, to } = worldBox(source);
  const count = (axis: 0 | 1 | 2) => Math.max(1, Math.ceil((to[axis] - from[axis]) / spacingMm[axis] - 1e-3));
  const size: Vec3 = [count(0), count(1), count(2)];
  const first = (axis: 0 | 1 | 2) => (from[axis] + to[axis]) / 2 - ((size[axis] - 1) / 2) * spacingMm[axis];
  const [p, q, r] = spacingMm;
  return { size, voxelToWorld: [p, 0, 0, first(0), 0, q, 0, first(1), 0, 0, r, first(2)] };
}
