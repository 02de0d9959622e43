import { compose, determinant, spacing } from '#volume/affine.ts';
import type { Affine, Mask, Vec3 } from '#volume/types.ts';
import { type SignedField, signedField } from './signed-field.ts';
import { smooth } from './smooth.ts';
import type { Surface } from './surface.ts';
import { surfaceNets } from './surface-nets.ts';

/** More would not be seen, and takes its time to draw. */
const MOST_TRIANGLES = 200_000;
const ROUNDS = 6;

/**
 * The surface at which the probability of `mask` passes its level, closed, also where the grid ends. Samples are taken
 * further apart than the voxels, first along the finest axes, where else there were more than `most` triangles.
 */
export function surfaceOf(mask: Mask, most = MOST_TRIANGLES): Surface {
  if (mask.data.length === 0) return { points: new Float32Array(), triangles: new Uint32Array() };
  const fine = signedField(mask, [1, 1, 1]);
  const step = stepFor(fine, spacing(mask.grid.voxelToWorld), most);
  const field = step.every((n) => n === 1) ? fine : signedField(mask, step);
  const { points, triangles } = surfaceNets(field);
  place(points, toPatient(field, mask.grid.voxelToWorld));
  if (determinant(mask.grid.voxelToWorld) < 0) turnOver(triangles);
  smooth(points, triangles, ROUNDS);
  return { points, triangles };
}

/** How many voxels go into a sample along i, j, k. */
function stepFor(field: SignedField, spacingMm: Vec3, most: number): Vec3 {
  const [alongI, alongJ, alongK] = signChanges(field);
  let apart = Math.min(...spacingMm);
  for (;;) {
    const [a, b, c] = spacingMm.map((mm) => Math.max(1, Math.floor(apart / mm))) as unknown as Vec3;
    const quads = alongI / (b * c) + alongJ / (a * c) + alongK / (a * b);
    if (2 * quads <= most) return [a, b, c];
    apart *= 1.2;
  }
}

/** Pairs of neighbours along i, j and k of which one is inside: each becomes a quad. */
function signChanges({ values, size: [ni, nj, nk] }: SignedField): Vec3 {
  const slice = ni * nj;
  const along = (stride: number) => {
    let count = 0;
    // The outermost samples are outside, so that a row's last one and the next row's first one never differ.
    for (let n = 0; n + stride < slice * nk; n++) {
      if ((values[n] as number) > 0 !== (values[n + stride] as number) > 0) count++;
    }
    return count;
  };
  return [along(1), along(ni), along(slice)];
}

/** From the samples of a field to the patient. */
function toPatient({ origin, step }: SignedField, voxelToWorld: Affine): Affine {
  const [a, b, c] = step;
  const [i, j, k] = origin;
  return compose(voxelToWorld, [a, 0, 0, i, 0, b, 0, j, 0, 0, c, k]);
}

/** Applies `affine` to points in place. */
function place(points: Float32Array, [a, b, c, x, d, e, f, y, g, h, l, z]: Affine): void {
  for (let n = 0; n < points.length; n += 3) {
    const [i, j, k] = [points[n] as number, points[n + 1] as number, points[n + 2] as number];
    points[n] = a * i + b * j + c * k + x;
    points[n + 1] = d * i + e * j + f * k + y;
    points[n + 2] = g * i + h * j + l * k + z;
  }
}

function turnOver(triangles: Uint32Array): void {
  for (let n = 0; n < triangles.length; n += 3) {
    const second = triangles[n + 1] as number;
    triangles[n + 1] = triangles[n + 2] as number;
    triangles[n + 2] = second;
  }
}
