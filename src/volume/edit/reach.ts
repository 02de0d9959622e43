import { spacing, toWorld, worldToVoxel } from '#volume/affine.ts';
import type { Affine, Grid, Vec3 } from '#volume/types.ts';

/** An axis along which voxels are stored: i, j or k. */
export type StoredAxis = 0 | 1 | 2;

/** A ball, or the disc that it cuts out of the slices across one stored axis. */
export interface Extent {
  readonly mm: number;
  readonly across?: StoredAxis | undefined;
}

/** The voxels of one row, j + `dj` and k + `dk`, that are within a radius of voxel i, j, k: i + `from` to i + `to`, both in. */
export interface ReachedRow {
  readonly dj: number;
  readonly dk: number;
  readonly from: number;
  readonly to: number;
}

/** Rounding must not lose voxels whose distance is the radius. */
const SLACK = 1e-9;

/** How many voxels a ball of `mm` reaches along i, j, k from its centre, on any grid, sheared ones too. */
export function ballExtent(grid: Grid, mm: number): Vec3 {
  const inverse = worldToVoxel(grid);
  const along = (row: StoredAxis) =>
    mm * Math.hypot(inverse[4 * row] ?? 0, inverse[4 * row + 1] ?? 0, inverse[4 * row + 2] ?? 0);
  return [along(0), along(1), along(2)];
}

/** Every row of voxels that the ball or disc about a voxel's centre reaches: those whose centres are within `mm`. */
export function reachedRows(grid: Grid, extent: Extent): readonly ReachedRow[] {
  const [, ej, ek] = ballExtent(grid, extent.mm).map((reach) => Math.floor(reach + SLACK)) as unknown as Vec3;
  const form = metric(grid.voxelToWorld);
  const rows: ReachedRow[] = [];
  for (let dk = -ek; dk <= ek; dk++) {
    for (let dj = -ej; dj <= ej; dj++) {
      const row = reachedRow(form, extent, dj, dk);
      if (row) rows.push(row);
    }
  }
  return rows;
}

function reachedRow(
  [g00, g01, g02, g11, g12, g22]: Metric,
  { mm, across }: Extent,
  dj: number,
  dk: number,
): ReachedRow | undefined {
  if ((across === 1 && dj !== 0) || (across === 2 && dk !== 0)) return undefined;
  const half = g01 * dj + g02 * dk;
  const rest = g11 * dj * dj + 2 * g12 * dj * dk + g22 * dk * dk - mm * mm * (1 + SLACK);
  if (across === 0) return rest <= 0 ? { dj, dk, from: 0, to: 0 } : undefined;
  const root = half * half - g00 * rest;
  if (root < 0) return undefined;
  const from = Math.ceil((-half - Math.sqrt(root)) / g00);
  const to = Math.floor((-half + Math.sqrt(root)) / g00);
  return from <= to ? { dj, dk, from, to } : undefined;
}

type Metric = ReturnType<typeof metric>;

/** The squared length of an offset in voxels is its quadratic form: g00, g01, g02, g11, g12, g22. */
function metric([a, b, c, , d, e, f, , g, h, l]: Affine) {
  return [
    a * a + d * d + g * g,
    a * b + d * e + g * h,
    a * c + d * f + g * l,
    b * b + e * e + h * h,
    b * c + e * f + h * l,
    c * c + f * f + l * l,
  ] as const;
}

/** Millimetres between voxels along the stored axes. */
export function voxelSteps(grid: Grid): Vec3 {
  return spacing(grid.voxelToWorld);
}

/** Where an offset in voxels leads, in mm. */
export function offsetMm(grid: Grid, offset: Vec3): Vec3 {
  const [x, y, z] = toWorld(grid.voxelToWorld, offset);
  const [, , , ox, , , , oy, , , , oz] = grid.voxelToWorld;
  return [x - ox, y - oy, z - oz];
}
