import { compose, invert, toWorld, worldToVoxel } from '#volume/affine.ts';
import type { Samples } from '#volume/samples.ts';
import type { Affine, Grid, Vec3, VoxelBox } from '#volume/types.ts';

/**
 * 1 where `logits` (K, J, I on `model`, float32), sampled trilinearly at the centre of each voxel of `source`, exceed
 * `threshold`; beyond the outermost samples the nearest holds (docs/geometry.md, 6). Only voxels near samples above
 * the threshold are visited. Plain and slow: what `ontoGrid` in volume/ is held to.
 */
export function ontoGridDense(
  logits: Float32Array,
  model: Grid,
  source: Grid,
  threshold: number,
): Uint8Array {
  const [ni, nj, nk] = source.size;
  const mask = new Uint8Array(ni * nj * nk);
  const hot = boxAbove(logits, model.size, threshold);
  if (!hot) return mask;
  const toModel = compose(worldToVoxel(model), source.voxelToWorld);
  const { from, to } = reach(hot, model.size, toModel, source.size);
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) {
      fillRow(
        mask,
        (k * nj + j) * ni,
        { logits, size: model.size, toModel, threshold, from: from[0], to: to[0] },
        j,
        k,
      );
    }
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

/** The smallest box of samples that holds every one above `threshold`. */
function boxAbove(logits: Float32Array, [nx, ny, nz]: Vec3, threshold: number): VoxelBox | undefined {
  const from: [number, number, number] = [nx, ny, nz];
  const to: [number, number, number] = [0, 0, 0];
  for (let n = 0; n < logits.length; n++) {
    if (!((logits[n] ?? 0) > threshold)) continue;
    const [x, y, z] = [n % nx, Math.floor(n / nx) % ny, Math.floor(n / (nx * ny))];
    from[0] = Math.min(from[0], x);
    from[1] = Math.min(from[1], y);
    from[2] = Math.min(from[2], z);
    to[0] = Math.max(to[0], x + 1);
    to[1] = Math.max(to[1], y + 1);
    to[2] = Math.max(to[2], z + 1);
  }
  return to[0] === 0 ? undefined : { from, to };
}

/** The box of stored voxels whose samples can draw on `hot`: those within one sample of it, or beyond an edge it touches. */
function reach(hot: VoxelBox, model: Vec3, toModel: Affine, source: Vec3): VoxelBox {
  const toSource = invert(toModel);
  if (!toSource) return { from: [0, 0, 0], to: source };
  const far = 2 * Math.max(...source) * Math.max(...toModel.map(Math.abs), 1) + Math.max(...model);
  const ends = ([0, 1, 2] as const).map((axis) => [
    hot.from[axis] === 0 ? -far : hot.from[axis] - 1,
    hot.to[axis] === model[axis] ? far : hot.to[axis],
  ]);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => {
    const end = (axis: 0 | 1 | 2) => ends[axis]?.[(corner >> axis) & 1] ?? 0;
    return toWorld(toSource, [end(0), end(1), end(2)]);
  });
  const limit = (axis: 0 | 1 | 2, value: number) => Math.max(0, Math.min(source[axis], value));
  const low = (axis: 0 | 1 | 2) => limit(axis, Math.floor(Math.min(...corners.map((c) => c[axis]))));
  const high = (axis: 0 | 1 | 2) => limit(axis, Math.ceil(Math.max(...corners.map((c) => c[axis]))) + 1);
  return { from: [low(0), low(1), low(2)], to: [high(0), high(1), high(2)] };
}

/** Samples of every place of a grid, (K, J, I). */
export function wholeSamples(grid: Grid, data: Float32Array): Samples {
  return { grid, box: { from: [0, 0, 0], to: grid.size }, data };
}
