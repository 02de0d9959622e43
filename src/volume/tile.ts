import { invert, spacing, toWorld } from './affine.ts';
import type { Plane } from './slices.ts';
import type { Grid, Vec3, VoxelBox, VoxelPoint, WorldPoint } from './types.ts';

export type View = Plane | 'render';
export type Axis = 0 | 1 | 2;

/** A rectangle of the stage, in CSS pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Along a side of the screen: the stored axis that runs there, the pixel of its voxel 0 and the pixels from one to the next. */
export interface PixelAxis {
  readonly axis: Axis;
  readonly from: number;
  readonly perVoxel: number;
}

/** A slice on the screen. It runs along two of the scan's stored axes, whose voxels are `u` pixels from the left and `v` from the top of the stage. */
export interface SliceTile extends Place {
  readonly view: Plane;
  /** The stored axis that the slice lies across, its voxel on that axis, and how many there are. */
  readonly across: Axis;
  readonly slice: number;
  readonly slices: number;
  /** Whether `slice` counts down as the patient's axis goes up: the other way round than stored. */
  readonly isReversed: boolean;
  readonly u: PixelAxis;
  readonly v: PixelAxis;
  readonly mmPerPixel: number;
}

/** 3D on the screen, or its place where it is paused. */
export interface SolidTile extends Place {
  readonly view: 'render';
  /** Row-major 4 × 4: mm RAS+ to pixels from the left and top of the stage, and a depth that grows away from the viewer. */
  readonly toScreen: Matrix | undefined;
}

/** Row-major 4 × 4. */
export type Matrix = readonly number[];

export type Tile = SliceTile | SolidTile;

/** A point of a slice on the screen. */
export interface ViewPoint {
  readonly view: Plane;
  readonly across: Axis;
  readonly slice: number;
  /** Not rounded along the slice; `across` it is the slice's own. */
  readonly voxel: VoxelPoint;
  readonly world: WorldPoint;
  readonly mmPerPixel: number;
  /** From the left and top of the stage. */
  readonly pixel: readonly [x: number, y: number];
}

export const isSlice = (tile: Tile): tile is SliceTile => tile.view !== 'render';

/** The tile that pixel `x`, `y` of the stage is on. */
export function tileAt(tiles: readonly Tile[], x: number, y: number): Tile | undefined {
  return tiles.find(
    ({ left, top, width, height }) => x >= left && y >= top && x < left + width && y < top + height,
  );
}

/** Where pixel `x`, `y` of the stage is on the slice of `tile`, also beyond the scan. */
export function pointOf(tile: SliceTile, grid: Grid, x: number, y: number): ViewPoint {
  const { view, across, slice, u, v, mmPerPixel } = tile;
  const at: [number, number, number] = [0, 0, 0];
  at[across] = slice;
  at[u.axis] = (x - u.from) / u.perVoxel;
  at[v.axis] = (y - v.from) / v.perVoxel;
  const world = toWorld(grid.voxelToWorld, at);
  return { view, across, slice, voxel: at, world, mmPerPixel, pixel: [x, y] };
}

/** The pixel of the stage that `voxel` is at on `tile`, as seen straight onto the slice. */
export function pixelOf({ u, v }: SliceTile, voxel: VoxelPoint): readonly [x: number, y: number] {
  return [u.from + u.perVoxel * voxel[u.axis], v.from + v.perVoxel * voxel[v.axis]];
}

/** Whether `voxel` is on the slice of `tile`, to the nearest voxel. */
export function isOn({ across, slice }: Pick<SliceTile, 'across' | 'slice'>, voxel: VoxelPoint): boolean {
  return Math.round(voxel[across]) === slice;
}

/** Whether `voxel` is in a grid of `size`, to the nearest voxel. */
export function isInside(size: Vec3, voxel: VoxelPoint): boolean {
  return size.every((count, axis) => {
    const at = Math.round(voxel[axis] ?? Number.NaN);
    return at >= 0 && at < count;
  });
}

/** A point by a projection: with `toScreen`, the pixel where 3D shows it, and its depth. */
export function projected(m: Matrix, [x, y, z]: WorldPoint): Vec3 {
  const row = (n: number) => (m[n] ?? 0) * x + (m[n + 1] ?? 0) * y + (m[n + 2] ?? 0) * z + (m[n + 3] ?? 0);
  const w = row(12);
  return [row(0) / w, row(4) / w, row(8) / w];
}

/** A line through the scene: what one pixel of 3D shows lies on it, what is nearest to the viewer first. */
export interface Ray {
  readonly from: WorldPoint;
  readonly to: WorldPoint;
}

/** The ray that `toScreen` shows as pixel `x`, `y`; undefined where the projection cannot be undone. */
export function rayThrough(m: Matrix, x: number, y: number): Ray | undefined {
  const at = (n: number) => m[n] ?? 0;
  // Without perspective the last row is 0 0 0 1, and the first three are an affine.
  const affine = [
    at(0),
    at(1),
    at(2),
    at(3),
    at(4),
    at(5),
    at(6),
    at(7),
    at(8),
    at(9),
    at(10),
    at(11),
  ] as const;
  const back = invert(affine);
  return back && { from: toWorld(back, [x, y, -1]), to: toWorld(back, [x, y, 1]) };
}

/** Two opposite corners of what a slice's tile shows, as shares (0..1) of the scan along the patient's axes that it runs along. */
export interface ShownPart {
  readonly leftTop: readonly [across: number, up: number];
  readonly rightBottom: readonly [across: number, up: number];
}

/** The patient's axes (x, y, z) along the left and the top of a plane, and across it. */
const ALONG: Readonly<Record<Plane, readonly [u: Axis, v: Axis, across: Axis]>> = {
  axial: [0, 1, 2],
  coronal: [0, 2, 1],
  sagittal: [1, 2, 0],
};

/**
 * A slice's tile where it shows `part` of the scan on `grid` in `place`. `axes`: for each of the patient's axes, which of the
 * stored axes 1, 2, 3 is drawn along it, the other way round where negative. `depth` is the slice's share of the scan, 0..1.
 */
export function sliceTile(
  view: Plane,
  place: Place,
  part: ShownPart,
  depth: number,
  grid: Grid,
  axes: Vec3,
): SliceTile {
  const [u, v, across] = ALONG[view];
  const mm = spacing(grid.voxelToWorld);
  const stored = (drawn: Axis) => (Math.abs(axes[drawn]) - 1) as Axis;
  /** A share of the scan along one of the patient's axes, as a voxel of the stored axis there. */
  const voxelOf = (drawn: Axis, share: number) => {
    const count = grid.size[stored(drawn)];
    return (axes[drawn] < 0 ? 1 - share : share) * count - 0.5;
  };
  const pixels = (drawn: Axis, start: number, length: number, from: number, to: number): PixelAxis => {
    const [first, last] = [voxelOf(drawn, from), voxelOf(drawn, to)];
    const perVoxel = length / (last - first);
    return { axis: stored(drawn), from: start - first * perVoxel, perVoxel };
  };
  const { left, top, width, height } = place;
  const along = pixels(u, left, width, part.leftTop[0], part.rightBottom[0]);
  const down = pixels(v, top, height, part.leftTop[1], part.rightBottom[1]);
  const slices = grid.size[stored(across)];
  return {
    ...place,
    view,
    across: stored(across),
    slice: Math.min(slices - 1, Math.max(0, Math.round(voxelOf(across, depth)))),
    slices,
    isReversed: axes[across] < 0,
    u: along,
    v: down,
    mmPerPixel: mm[along.axis] / Math.abs(along.perVoxel),
  };
}

/** The voxels of a scan of `size` that the tiles show all or part of, along each stored axis as far as any tile bounds it. */
export function visibleBox(tiles: readonly SliceTile[], size: Vec3): VoxelBox {
  const [from, to] = [[0, 0, 0], [...size]] as [[number, number, number], [number, number, number]];
  const bound = ({ axis, from: origin, perVoxel }: PixelAxis, start: number, length: number) => {
    const ends = [start, start + length].map((pixel) => (pixel - origin) / perVoxel);
    from[axis] = Math.max(from[axis], Math.round(Math.min(...ends)));
    to[axis] = Math.min(to[axis], Math.round(Math.max(...ends)) + 1);
  };
  for (const { u, v, left, top, width, height } of tiles) {
    bound(u, left, width);
    bound(v, top, height);
  }
  return { from, to };
}
