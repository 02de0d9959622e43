import type { FindingId } from '#results/finding.ts';
import { spacing } from '#volume/affine.ts';
import { isNowhere, regionOfVoxels } from '#volume/region.ts';
import { axisAcross, type Plane } from '#volume/slices.ts';
import { isSlice, visibleBox } from '#volume/tile.ts';
import type { Grid, Vec3, VoxelBox } from '#volume/types.ts';
import type { App } from './app.ts';

type RegionApp = Pick<App, 'store'>;

/** Only slices `first` to `last` of a plane are asked about, counted from 1 as the views count them, whichever comes first. */
export function chooseSlices(app: RegionApp, plane: Plane, first: number, last: number): void {
  const grid = gridOf(app);
  if (!grid) return;
  const axis = axisAcross(grid, plane);
  const [low, high] = [Math.min(first, last), Math.max(first, last)].map(Math.round) as [number, number];
  const [from, to] = [[0, 0, 0], [...grid.size]] as [[number, number, number], [number, number, number]];
  from[axis] = low - 1;
  to[axis] = high;
  choose(app, grid, { from, to });
}

/** Only what the slices in view show of the scan is asked about. */
export function chooseInView(app: RegionApp): void {
  const grid = gridOf(app);
  if (!grid) return;
  const tiles = app.store.getState().tiles.filter(isSlice);
  choose(app, grid, visibleBox(tiles, grid.size));
}

/** Only the box of an object and `marginMm` about it is asked about. */
export function chooseAround(app: RegionApp, id: FindingId, marginMm: number): void {
  const grid = gridOf(app);
  const finding = app.store.getState().findings.find((each) => each.id === id);
  const box = finding?.kind === 'found' ? finding.measurement.box : undefined;
  if (!grid || !box) return;
  const margin = spacing(grid.voxelToWorld).map((mm) => Math.ceil(marginMm / mm));
  const moved = (corner: Vec3, sign: 1 | -1) =>
    corner.map((n, axis) => n + sign * (margin[axis] ?? 0)) as unknown as Vec3;
  choose(app, grid, { from: moved(box.from, -1), to: moved(box.to, 1) });
}

/** All of the scan is asked about. */
export function chooseWholeScan({ store }: RegionApp): void {
  store.getState().regionChosen(undefined);
}

function gridOf({ store }: RegionApp): Grid | undefined {
  const { volume } = store.getState();
  return volume.at === 'ready' ? volume.info.grid : undefined;
}

/** A box that holds the scan, or nothing of it, is none. */
function choose({ store }: RegionApp, grid: Grid, box: VoxelBox): void {
  const region = regionOfVoxels(grid, box);
  const { from, to } = region.voxels;
  const isWhole = from.every((n) => n === 0) && to.every((n, axis) => n === grid.size[axis]);
  store.getState().regionChosen(isWhole || isNowhere(region) ? undefined : region);
}
