import type { Affine, Grid, Vec3, VoxelPoint, WorldBox, WorldPoint } from './types.ts';

/** Where voxel `point` sits in the patient, in mm RAS+. */
export function toWorld(affine: Affine, [i, j, k]: VoxelPoint): WorldPoint {
  const [a, b, c, x, d, e, f, y, g, h, l, z] = affine;
  return [a * i + b * j + c * k + x, d * i + e * j + f * k + y, g * i + h * j + l * k + z];
}

/** The voxel coordinates (fractional) of `point` in mm RAS+, given the inverse of a grid's affine. */
export function toVoxel(worldToVoxel: Affine, [x, y, z]: WorldPoint): VoxelPoint {
  const [i, j, k] = toWorld(worldToVoxel, [x, y, z]);
  return [i, j, k];
}

/** Millimetres from one sample to the next along i, j, k: the lengths of the affine's columns. */
export function spacing([a, b, c, , d, e, f, , g, h, l]: Affine): Vec3 {
  return [Math.hypot(a, d, g), Math.hypot(b, e, h), Math.hypot(c, f, l)];
}

/** Signed volume of one voxel in mm³; negative where the stored axes are left-handed. */
export function determinant([a, b, c, , d, e, f, , g, h, l]: Affine): number {
  return a * (e * l - f * h) - b * (d * l - f * g) + c * (d * h - e * g);
}

/** The affine that undoes `affine`; undefined where its columns do not span space. */
export function invert(affine: Affine): Affine | undefined {
  const det = determinant(affine);
  const [p, q, r] = spacing(affine);
  if (!(Math.abs(det) > 1e-6 * p * q * r)) return undefined;
  const [a, b, c, x, d, e, f, y, g, h, l, z] = affine;
  const m = [
    (e * l - f * h) / det,
    (c * h - b * l) / det,
    (b * f - c * e) / det,
    (f * g - d * l) / det,
    (a * l - c * g) / det,
    (c * d - a * f) / det,
    (d * h - e * g) / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ] as const;
  const shift = (u: number, v: number, w: number) => -(u * x + v * y + w * z);
  const [A, B, C, D, E, F, G, H, L] = m;
  return [A, B, C, shift(A, B, C), D, E, F, shift(D, E, F), G, H, L, shift(G, H, L)];
}

/** The affine that applies `inner` first and `outer` to its result. */
export function compose(outer: Affine, inner: Affine): Affine {
  const [a, b, c, x, d, e, f, y, g, h, l, z] = inner;
  const column = (u: number, v: number, w: number) => direction(outer, [u, v, w]);
  const [c0, c1, c2] = [column(a, d, g), column(b, e, h), column(c, f, l)];
  const t = toWorld(outer, [x, y, z]);
  return [c0[0], c1[0], c2[0], t[0], c0[1], c1[1], c2[1], t[1], c0[2], c1[2], c2[2], t[2]];
}

function direction([a, b, c, , d, e, f, , g, h, l]: Affine, [u, v, w]: Vec3): Vec3 {
  return [a * u + b * v + c * w, d * u + e * v + f * w, g * u + h * v + l * w];
}

/** The inverse of a grid's affine. @throws Error where the grid is flat; readers refuse such files beforehand. */
export function worldToVoxel(grid: Grid): Affine {
  const inverse = invert(grid.voxelToWorld);
  if (!inverse) throw new Error('The columns of the affine do not span space.');
  return inverse;
}

/** For each stored axis i, j, k the world axis (0 = x, 1 = y, 2 = z) nearest to it, all different, and its direction. */
export interface AxisMap {
  readonly world: Vec3;
  readonly sign: Vec3;
}

const PERMUTATIONS: readonly Vec3[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** Matches stored axes to world axes so that the cosines between the pairs add up to the most. */
export function nearestAxes(affine: Affine): AxisMap {
  const cosines = [0, 1, 2].map((column) => {
    const [u, v, w] = [affine[column] ?? 0, affine[4 + column] ?? 0, affine[8 + column] ?? 0];
    const length = Math.hypot(u, v, w) || 1;
    return [u / length, v / length, w / length];
  });
  const cosine = (column: number, row: number) => cosines[column]?.[row] ?? 0;
  const total = ([p, q, r]: Vec3) => Math.abs(cosine(0, p)) + Math.abs(cosine(1, q)) + Math.abs(cosine(2, r));
  const world = PERMUTATIONS.reduce((best, next) => (total(next) > total(best) + 1e-12 ? next : best));
  const sign = (column: 0 | 1 | 2) => (cosine(column, world[column]) < 0 ? -1 : 1);
  return { world, sign: [sign(0), sign(1), sign(2)] };
}

/** Where each stored axis points, in the patient's letters, such as 'RAS' or 'LPS': the nearest for an oblique grid. */
export function axisCodes(affine: Affine): string {
  const { world, sign } = nearestAxes(affine);
  const letter = (column: 0 | 1 | 2) => 'LRPAIS'[2 * world[column] + (sign[column] > 0 ? 1 : 0)] ?? '?';
  return letter(0) + letter(1) + letter(2);
}

/** Every stored axis runs along a world axis, to within `tolerance` of its length (float32 headers carry about 1e-7). */
export function isAxisAligned(affine: Affine, tolerance = 1e-6): boolean {
  const { world } = nearestAxes(affine);
  const [p, q, r] = spacing(affine);
  return [p, q, r].every((length, column) =>
    [0, 1, 2].every(
      (row) => row === world[column] || Math.abs(affine[4 * row + column] ?? 0) <= tolerance * length,
    ),
  );
}

/** The smallest box along the world axes that holds every corner of the grid's voxel boxes (docs/geometry.md, 1 and 3). */
export function worldBox({ size, voxelToWorld }: Grid): WorldBox {
  const corners: WorldPoint[] = [];
  for (const i of [-0.5, size[0] - 0.5]) {
    for (const j of [-0.5, size[1] - 0.5]) {
      for (const k of [-0.5, size[2] - 0.5]) corners.push(toWorld(voxelToWorld, [i, j, k]));
    }
  }
  const along = (axis: 0 | 1 | 2, pick: (...values: number[]) => number) =>
    pick(...corners.map((c) => c[axis]));
  return {
    from: [along(0, Math.min), along(1, Math.min), along(2, Math.min)],
    to: [along(0, Math.max), along(1, Math.max), along(2, Math.max)],
  };
}
