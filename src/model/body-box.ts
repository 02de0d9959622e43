import { keepLargeComponents } from '#volume/components.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';

/** A part of less than this share of the largest is no part of the body: a table's edge, a cable. */
const SMALLEST_PART = 0.1;
/** Samples about the parts, beside the one that solid samples have about them by definition. */
const MARGIN = 2;

/**
 * The box of the body in `image` (z, y, x): along z all samples above `value`, along x and y those of its solid parts, so
 * that windows need not cover the table (docs/geometry.md, 5). undefined where no sample is above `value`.
 * Twin: `body_box` in training/mini/predict.py, fixture geometry.json.
 */
export function bodyBox(image: Float32Array, size: Vec3, value: number): VoxelBox | undefined {
  const whole = boxAbove(image, size, value);
  const { solid, size: half } = solidSamples(image, size, value);
  keepLargeComponents(solid, half, SMALLEST_PART);
  const parts = boxAbove(solid, half, 0);
  if (!whole || !parts) return whole;
  const along = (axis: 0 | 1) => ({
    from: Math.max(whole.from[axis], 2 * parts.from[axis] - 1 - MARGIN),
    to: Math.min(whole.to[axis], 2 * parts.to[axis] + MARGIN),
  });
  const [x, y] = [along(0), along(1)];
  return { from: [x.from, y.from, whole.from[2]], to: [x.to, y.to, whole.to[2]] };
}

/** Of every second sample along each axis: 1 where it and all of its 26 neighbours, the ends repeated, are above `value`. */
function solidSamples(image: Float32Array, size: Vec3, value: number): { solid: Uint8Array; size: Vec3 } {
  const [nx, ny, nz] = size;
  const half: Vec3 = [Math.ceil(nx / 2), Math.ceil(ny / 2), Math.ceil(nz / 2)];
  const solid = new Uint8Array(half[0] * half[1] * half[2]);
  const isSolid = (i: number, j: number, k: number) => {
    for (let c = Math.max(0, k - 1); c <= Math.min(nz - 1, k + 1); c++) {
      for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b++) {
        const row = (c * ny + b) * nx;
        for (let a = Math.max(0, i - 1); a <= Math.min(nx - 1, i + 1); a++) {
          if (!((image[row + a] ?? 0) > value)) return false;
        }
      }
    }
    return true;
  };
  let n = 0;
  for (let k = 0; k < nz; k += 2) {
    for (let j = 0; j < ny; j += 2) {
      for (let i = 0; i < nx; i += 2) solid[n++] = isSolid(i, j, k) ? 1 : 0;
    }
  }
  return { solid, size: half };
}

/** The smallest box that holds every sample above `value`; undefined where none is. */
function boxAbove(image: Float32Array | Uint8Array, [nx, ny, nz]: Vec3, value: number): VoxelBox | undefined {
  const from: [number, number, number] = [nx, ny, nz];
  const to: [number, number, number] = [0, 0, 0];
  const include = (axis: 0 | 1 | 2, n: number) => {
    from[axis] = Math.min(from[axis], n);
    to[axis] = Math.max(to[axis], n + 1);
  };
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const row = image.subarray((k * ny + j) * nx, (k * ny + j + 1) * nx);
      const first = row.findIndex((sample) => sample > value);
      if (first < 0) continue;
      include(0, first);
      include(
        0,
        row.findLastIndex((sample) => sample > value),
      );
      include(1, j);
      include(2, k);
    }
  }
  return to[2] > 0 ? { from, to } : undefined;
}
