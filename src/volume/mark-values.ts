import { toVoxel, worldToVoxel } from './affine.ts';
import type { Axis } from './tile.ts';
import type { Vec3, Volume, VoxelPoint, WorldPoint } from './types.ts';

/** Between two points in mm. */
export function distanceMm(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Between the lines from `vertex` to `a` and to `b`: 0 to 180. Not a number where one of them has no length. */
export function angleDegrees(a: WorldPoint, vertex: WorldPoint, b: WorldPoint): number {
  const [u, v] = [a, b].map((end) => end.map((value, n) => value - (vertex[n] ?? 0))) as [number[], number[]];
  const dot = u.reduce((sum, value, n) => sum + value * (v[n] ?? 0), 0);
  const lengths = Math.hypot(...u) * Math.hypot(...v);
  return (Math.acos(Math.min(1, Math.max(-1, dot / lengths))) * 180) / Math.PI;
}

export interface EllipseValues {
  /** Of the ellipse itself, not of its voxels. */
  readonly areaMm2: number;
  /** Of the voxels whose centres are inside, in HU for CT; not numbers where there are none. `sd` divides by their number. */
  readonly mean: number;
  readonly sd: number;
  readonly voxels: number;
}

/**
 * What `volume` measures in an ellipse on a slice across the stored axis `across`: the largest in the rectangle along the
 * other two axes that has its corners at `a` and `b`.
 */
export function ellipseValues(volume: Volume, a: WorldPoint, b: WorldPoint, across: Axis): EllipseValues {
  const { grid, data, slope, intercept } = volume;
  const inverse = worldToVoxel(grid);
  const [p, q] = [toVoxel(inverse, a), toVoxel(inverse, b)];
  const [u, v] = ([0, 1, 2] as const).filter((axis) => axis !== across) as [Axis, Axis];
  const middle = (axis: Axis) => (p[axis] + q[axis]) / 2;
  const radius = (axis: Axis) => Math.abs(p[axis] - q[axis]) / 2;
  const values: number[] = [];
  const at: [number, number, number] = [0, 0, 0];
  at[across] = Math.round(p[across]);
  const last = (axis: Axis) => Math.min(grid.size[axis] - 1, Math.floor(middle(axis) + radius(axis)));
  const first = (axis: Axis) => Math.max(0, Math.ceil(middle(axis) - radius(axis)));
  for (at[v] = first(v); at[v] <= last(v); at[v]++) {
    for (at[u] = first(u); at[u] <= last(u); at[u]++) {
      const [x, y] = [(at[u] - middle(u)) / radius(u), (at[v] - middle(v)) / radius(v)];
      if (!(x * x + y * y <= 1) || !isSliceOf(grid.size, across, at)) continue;
      values.push((data[(at[2] * grid.size[1] + at[1]) * grid.size[0] + at[0]] ?? 0) * slope + intercept);
    }
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  const areaMm2 = Math.PI * parallelogram(grid.voxelToWorld, u, v) * radius(u) * radius(v);
  return { areaMm2, mean, sd, voxels: values.length };
}

const isSliceOf = (size: Vec3, across: Axis, at: VoxelPoint) => at[across] >= 0 && at[across] < size[across];

/** What one voxel covers of a slice along two stored axes, in mm². */
function parallelogram(m: Volume['grid']['voxelToWorld'], u: Axis, v: Axis): number {
  const column = (axis: Axis) => [m[axis], m[4 + axis], m[8 + axis]] as [number, number, number];
  const [[a, b, c], [d, e, f]] = [column(u), column(v)];
  return Math.hypot(b * f - c * e, c * d - a * f, a * e - b * d);
}
