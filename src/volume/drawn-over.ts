import { toWorld } from './affine.ts';
import { type Matrix, type Place, pixelOf, projected, type SliceTile } from './tile.ts';
import type { Grid, Vec3, VoxelBox, VoxelPoint } from './types.ts';

/** A straight line on the stage, in pixels. */
export interface Segment {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

/** Pixels left free round the point that a crosshair is on. */
const FREE_PX = 8;

/** The four arms of a crosshair on `voxel`, each on whole pixels and within the tile. */
export function crosshairLines(tile: SliceTile, voxel: VoxelPoint): readonly Segment[] {
  const { left, top, width, height } = tile;
  const [x, y] = pixelOf(tile, voxel).map((at) => Math.floor(at) + 0.5) as [number, number];
  const lines: Segment[] = [];
  const horizontal = (from: number, to: number) => {
    const [a, b] = [Math.max(from, left), Math.min(to, left + width)];
    if (b > a && y >= top && y <= top + height) lines.push({ from: [a, y], to: [b, y] });
  };
  const vertical = (from: number, to: number) => {
    const [a, b] = [Math.max(from, top), Math.min(to, top + height)];
    if (b > a && x >= left && x <= left + width) lines.push({ from: [x, a], to: [x, b] });
  };
  horizontal(left, x - FREE_PX);
  horizontal(x + FREE_PX, left + width);
  vertical(top, y - FREE_PX);
  vertical(y + FREE_PX, top + height);
  return lines;
}

/** What a slice cuts out of a box of voxels, as a rectangle on the stage; undefined where it does not cut it. */
export function boxOnSlice(tile: SliceTile, { from, to }: VoxelBox): Place | undefined {
  const { across, slice } = tile;
  if (slice < from[across] || slice >= to[across]) return undefined;
  // A voxel reaches half of itself to each side of its centre.
  const corner = (of: Vec3) => pixelOf(tile, [of[0] - 0.5, of[1] - 0.5, of[2] - 0.5]);
  const [[x0, y0], [x1, y1]] = [corner(from), corner(to)];
  return {
    left: Math.min(x0, x1),
    top: Math.min(y0, y1),
    width: Math.abs(x1 - x0),
    height: Math.abs(y1 - y0),
  };
}

/** The twelve edges of a box of voxels as `toScreen` shows them; those at the corner farthest away lie behind. */
export function boxInSolid(
  toScreen: Matrix,
  grid: Grid,
  { from, to }: VoxelBox,
): readonly (Segment & { isBehind: boolean })[] {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((n) => {
    const at = [0, 1, 2].map((axis) => ((n >> axis) & 1 ? (to[axis] ?? 0) : (from[axis] ?? 0)) - 0.5);
    return projected(toScreen, toWorld(grid.voxelToWorld, at as unknown as Vec3));
  });
  const depth = (n: number) => corners[n]?.[2] ?? 0;
  const farthest = corners.reduce((far, _, n) => (depth(n) > depth(far) ? n : far), 0);
  const edges: (Segment & { isBehind: boolean })[] = [];
  corners.forEach(([x, y], n) => {
    for (const bit of [1, 2, 4]) {
      const other = corners[n | bit];
      if (n & bit || !other) continue;
      edges.push({
        from: [x, y],
        to: [other[0], other[1]],
        isBehind: n === farthest || (n | bit) === farthest,
      });
    }
  });
  return edges;
}

/** A round length (1, 2 or 5 of some power of ten, mm) that is at most a quarter of `widthPx` long, and how many pixels that is. */
export function scaleBar(mmPerPixel: number, widthPx: number): { readonly mm: number; readonly px: number } {
  const most = (mmPerPixel * widthPx) / 4;
  const power = 10 ** Math.floor(Math.log10(most));
  const mm = [5, 2, 1].map((n) => n * power).find((length) => length <= most) ?? power;
  return { mm, px: mm / mmPerPixel };
}
