import { boxSize, intersection } from '#volume/boxes.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import type { Intensities } from '#volume/figures.ts';
import type { Grid, Vec3, VoxelPoint } from '#volume/types.ts';
import { type IntensityLimits, stroke } from './brush.ts';
import { ADDED, type Marks } from './edits.ts';
import { flood, REACHED } from './flood.ts';
import { changed } from './margin.ts';
import type { StoredAxis } from './reach.ts';

/** Where a fill begins, and what bounds it. */
export interface Fill {
  readonly at: VoxelPoint;
  /** In mm, from the voxel where it begins. */
  readonly radiusMm: number;
  /** Only the slice through that voxel across this axis; in 3D unless given. */
  readonly across?: StoredAxis | undefined;
}

/**
 * Adds what is connected with a voxel, over faces, by voxels whose intensity is within the limits, no farther from it than
 * the radius. Undefined where that voxel is not within them itself.
 */
export function smartFill(
  grid: Grid,
  { at, radiusMm, across }: Fill,
  limits: IntensityLimits,
): Marks | undefined {
  const seed = at.map(Math.round) as unknown as Vec3;
  const slice = across === undefined ? undefined : { axis: across, at: seed[across] };
  const open = stroke(grid, [seed], { radiusMm, slice }, 'adds', limits);
  if (!open) return undefined;
  const data = open.data.map((mark) => (mark === ADDED ? 1 : 0));
  const size = boxSize(open.box);
  const [i, j, k] = seed.map((n, axis) => n - (open.box.from[axis] ?? 0)) as unknown as Vec3;
  const start = (k * size[1] + j) * size[0] + i;
  const isIn = intersection(open.box, { from: seed, to: seed.map((n) => n + 1) as unknown as Vec3 });
  if (boxSize(isIn)[0] === 0 || data[start] !== 1) return undefined;
  flood(data, size, [start]);
  return changed(open.box, (n) => data[n] === REACHED, ADDED);
}

/** The intensity of the voxel nearest to `at`; undefined beyond the scan. */
export function intensityAt(
  grid: Grid,
  { data, slope, intercept }: Intensities,
  at: VoxelPoint,
): number | undefined {
  const [i, j, k] = at.map(Math.round) as unknown as Vec3;
  const [ni, nj, nk] = grid.size;
  if (i < 0 || j < 0 || k < 0 || i >= ni || j >= nj || k >= nk) return undefined;
  return (data[(k * nj + j) * ni + i] as number) * slope + intercept;
}

/** How many standard deviations about the mean a range takes in. */
const SPREAD = 2.5;

/**
 * The intensities that belong with those about a point: their mean within `radiusMm`, and 2.5 standard deviations either
 * way. Undefined beyond the scan.
 */
export function rangeAround(
  grid: Grid,
  scan: Intensities,
  at: VoxelPoint,
  radiusMm: number,
): { readonly low: number; readonly high: number } | undefined {
  const ball = stroke(grid, [at], { radiusMm }, 'adds');
  if (!ball || boxSize(intersection(ball.box, wholeGrid(grid)))[0] === 0) return undefined;
  const values: number[] = [];
  const { from } = ball.box;
  const [ni, nj] = boxSize(ball.box);
  ball.data.forEach((mark, n) => {
    if (mark !== ADDED) return;
    const voxel = [
      from[0] + (n % ni),
      from[1] + (Math.floor(n / ni) % nj),
      from[2] + Math.floor(n / ni / nj),
    ];
    values.push(intensityAt(grid, scan, voxel as unknown as Vec3) ?? 0);
  });
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  // Noise of nothing would leave no range at all.
  const half = Math.max(SPREAD * Math.sqrt(variance), Math.abs(scan.slope));
  return { low: mean - half, high: mean + half };
}
