import { boxSize, intersection, NOWHERE, union } from '#volume/boxes.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import type { Intensities } from '#volume/figures.ts';
import type { Grid, Vec3, VoxelBox, VoxelPoint } from '#volume/types.ts';
import { ADDED, type Marks, REMOVED, trimmed } from './edits.ts';
import { ballExtent, offsetMm, type StoredAxis } from './reach.ts';

/** What is moved along a stroke. */
export interface Tip {
  readonly radiusMm: number;
  /** A disc one slice thick: slice `at` across `axis`. A ball unless given. */
  readonly slice?: { readonly axis: StoredAxis; readonly at: number } | undefined;
}

/** Only voxels whose intensity is between the two, both included; HU in CT. */
export interface IntensityLimits {
  readonly scan: Intensities;
  readonly low: number;
  readonly high: number;
}

/** Squared distances are compared with this much more, relatively: rounding must not lose voxels on the rim. */
const SLACK = 1 + 1e-9;

/**
 * Marks along a stroke through `points`, in voxels of `grid`: every voxel whose centre is within the radius of the line
 * between two of them that follow each other, measured in mm, and the nearest voxel of each point however small the radius.
 * Undefined where that is none.
 */
export function stroke(
  grid: Grid,
  points: readonly VoxelPoint[],
  tip: Tip,
  paints: 'adds' | 'removes',
  limits?: IntensityLimits,
): Marks | undefined {
  const parts = points.map((point, n) => [points[Math.max(0, n - 1)] ?? point, point] as const);
  const boxes = parts.map(([from, to]) => sweptBox(grid, from, to, tip));
  const box = union(boxes) ?? NOWHERE;
  const [ni, nj, nk] = boxSize(box);
  const marks = { box, data: new Uint8Array(ni * nj * nk) };
  const mark = paints === 'adds' ? ADDED : REMOVED;
  parts.forEach(([from, to], n) => {
    sweep(grid, marks, boxes[n] ?? NOWHERE, [from, to], tip.radiusMm, mark);
    touch(marks, intersection(box, wholeGrid(grid)), [from, to], tip, mark);
  });
  if (limits) keepWithin(marks, grid, limits);
  const left = trimmed(marks);
  return left.data.length > 0 ? left : undefined;
}

/** The voxels that a tip between two points can reach, its nearest ones included. */
function sweptBox(grid: Grid, a: VoxelPoint, b: VoxelPoint, { radiusMm, slice }: Tip): VoxelBox {
  const reach = ballExtent(grid, radiusMm);
  const ends = ([0, 1, 2] as const).map((axis) => {
    if (slice?.axis === axis) return [slice.at, slice.at + 1] as const;
    const [low, high] = [Math.min(a[axis], b[axis]), Math.max(a[axis], b[axis])];
    const [from, to] = [Math.ceil(low - reach[axis] - 1e-9), Math.floor(high + reach[axis] + 1e-9)];
    return [Math.min(from, Math.round(low)), Math.max(to, Math.round(high)) + 1] as const;
  });
  const end = (n: 0 | 1) => ends.map((pair) => pair[n]) as unknown as Vec3;
  return intersection({ from: end(0), to: end(1) }, wholeGrid(grid));
}

/** Marks the voxels of `part` that are within `radiusMm` of the line from `a` to `b`. */
function sweep(
  grid: Grid,
  { box, data }: { readonly box: VoxelBox; readonly data: Uint8Array },
  part: VoxelBox,
  [a, b]: readonly [VoxelPoint, VoxelPoint],
  radiusMm: number,
  mark: number,
): void {
  const [ux, uy, uz] = offsetMm(grid, [b[0] - a[0], b[1] - a[1], b[2] - a[2]]);
  const long = ux * ux + uy * uy + uz * uz;
  const most = radiusMm * radiusMm * SLACK;
  const [sx, sy, sz] = offsetMm(grid, [1, 0, 0]);
  const [ni, nj] = boxSize(box);
  for (let k = part.from[2]; k < part.to[2]; k++) {
    for (let j = part.from[1]; j < part.to[1]; j++) {
      let [x, y, z] = offsetMm(grid, [part.from[0] - a[0], j - a[1], k - a[2]]);
      let n = ((k - box.from[2]) * nj + j - box.from[1]) * ni + part.from[0] - box.from[0];
      for (let i = part.from[0]; i < part.to[0]; i++, n++, x += sx, y += sy, z += sz) {
        const t = long > 0 ? Math.max(0, Math.min(1, (x * ux + y * uy + z * uz) / long)) : 0;
        const [dx, dy, dz] = [x - t * ux, y - t * uy, z - t * uz];
        if (dx * dx + dy * dy + dz * dz <= most) data[n] = mark;
      }
    }
  }
}

/** Marks the voxels nearest to the line, half a voxel apart: the thinnest tip leaves no gaps. */
function touch(
  { box, data }: { readonly box: VoxelBox; readonly data: Uint8Array },
  within: VoxelBox,
  [a, b]: readonly [VoxelPoint, VoxelPoint],
  { slice }: Tip,
  mark: number,
): void {
  const steps = Math.max(1, Math.ceil(2 * Math.max(...a.map((at, axis) => Math.abs((b[axis] ?? 0) - at)))));
  const [ni, nj] = boxSize(box);
  for (let step = 0; step <= steps; step++) {
    const [i, j, k] = ([0, 1, 2] as const).map((axis) =>
      slice?.axis === axis ? slice.at : Math.round(a[axis] + ((b[axis] - a[axis]) * step) / steps),
    ) as [number, number, number];
    const isIn = [i, j, k].every((at, axis) => at >= (within.from[axis] ?? 0) && at < (within.to[axis] ?? 0));
    if (isIn) data[((k - box.from[2]) * nj + j - box.from[1]) * ni + i - box.from[0]] = mark;
  }
}

/** Takes back, in place, the marks of voxels whose intensity is not within the limits. */
function keepWithin({ box, data }: Marks, grid: Grid, limits: IntensityLimits): void {
  const isWithin = within(limits);
  const [ni, nj] = grid.size;
  let n = 0;
  for (let k = box.from[2]; k < box.to[2]; k++) {
    for (let j = box.from[1]; j < box.to[1]; j++) {
      const row = (k * nj + j) * ni;
      for (let i = box.from[0]; i < box.to[0]; i++, n++) if (!isWithin(row + i)) data[n] = 0;
    }
  }
}

/** Whether the voxel at an index of the scan has an intensity within the limits. */
export function within({ scan, low, high }: IntensityLimits): (index: number) => boolean {
  const { data, slope, intercept } = scan;
  return (index) => {
    const intensity = (data[index] as number) * slope + intercept;
    return intensity >= low && intensity <= high;
  };
}
