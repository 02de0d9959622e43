import { compose, toWorld, worldToVoxel } from '#volume/affine.ts';
import type { Samples } from '#volume/samples.ts';
import type { Affine, Grid, Vec3 } from '#volume/types.ts';

/**
 * 1 where `logits` (K, J, I on `model`, float32), sampled trilinearly at the centre of each voxel of `source`, exceed
 * `threshold`; beyond the outermost samples the nearest holds (docs/geometry.md, 6). Every voxel is visited. Plain and slow: what `ontoGrid` in volume/ is held to.
 */
export function ontoGridDense(
  logits: Float32Array,
  model: Grid,
  source: Grid,
  threshold: number,
): Uint8Array {
  const [ni, nj, nk] = source.size;
  const mask = new Uint8Array(ni * nj * nk);
  const toModel = compose(worldToVoxel(model), source.voxelToWorld);
  const row = { logits, size: model.size, toModel, threshold, from: 0, to: ni };
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) fillRow(mask, (k * nj + j) * ni, row, j, k);
  }
  return mask;
}

interface Row {
  readonly logits: Float32Array;
  readonly size: Vec3;
  readonly toModel: Affine;
  readonly threshold: number;
  readonly from: number;
  readonly to: number;
}

function fillRow(mask: Uint8Array, start: number, row: Row, j: number, k: number): void {
  const { logits, size, toModel, threshold } = row;
  const [nx, ny, nz] = size;
  const origin = toWorld(toModel, [0, j, k]);
  const [stepX, stepY, stepZ] = [toModel[0], toModel[4], toModel[8]];
  for (let i = row.from; i < row.to; i++) {
    const x = Math.max(0, Math.min(nx - 1, origin[0] + i * stepX));
    const y = Math.max(0, Math.min(ny - 1, origin[1] + i * stepY));
    const z = Math.max(0, Math.min(nz - 1, origin[2] + i * stepZ));
    const [fx, fy, fz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const at = (fz * ny + fy) * nx + fx;
    const right = fx + 1 < nx ? 1 : 0;
    const ahead = fy + 1 < ny ? nx : 0;
    const above = fz + 1 < nz ? nx * ny : 0;
    const lower = bilinear(logits, at, right, ahead, x - fx, y - fy);
    const upper = bilinear(logits, at + above, right, ahead, x - fx, y - fy);
    if (lower + (upper - lower) * (z - fz) > threshold) mask[start + i] = 1;
  }
}

function bilinear(
  values: Float32Array,
  at: number,
  right: number,
  ahead: number,
  u: number,
  v: number,
): number {
  const near = (values[at] ?? 0) * (1 - u) + (values[at + right] ?? 0) * u;
  const far = (values[at + ahead] ?? 0) * (1 - u) + (values[at + ahead + right] ?? 0) * u;
  return near * (1 - v) + far * v;
}

/** Samples of every place of a grid, (K, J, I). */
export function wholeSamples(grid: Grid, data: Float32Array): Samples {
  return { grid, box: { from: [0, 0, 0], to: grid.size }, data };
}
