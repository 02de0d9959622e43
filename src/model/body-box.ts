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
          if (!((image[row + a] as number) > value)) return false;
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
  let [x0, y0, z0, x1, y1, z1] = [nx, ny, nz, 0, 0, 0];
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const start = (k * ny + j) * nx;
      let first = 0;
      while (first < nx && !((image[start + first] as number) > value)) first++;
      if (first === nx) continue;
      let past = nx;
      while (!((image[start + past - 1] as number) > value)) past--;
      x0 = Math.min(x0, first);
      x1 = Math.max(x1, past);
      y0 = Math.min(y0, j);
      y1 = Math.max(y1, j + 1);
      z0 = Math.min(z0, k);
      z1 = k + 1;
    }
  }
  return z1 > 0 ? { from: [x0, y0, z0], to: [x1, y1, z1] } : undefined;
}
