import type { Refine } from '#model/manifest.ts';
import { logit } from '#model/probability.ts';
import { type Tile, windows } from '#model/tiles.ts';
import type { WindowTiling } from '#model/tilings.ts';
import { toWorld } from '#volume/affine.ts';
import { boxSize, union } from '#volume/boxes.ts';
import { connectedComponents } from '#volume/components.ts';
import { type InPlace, pieceInPlace } from '#volume/piece-in-place.ts';
import { listPieces, pieceNumbers } from '#volume/pieces.ts';
import { eachRun, type Runs, runsOf } from '#volume/runs.ts';
import type { Samples } from '#volume/samples.ts';
import type { Grid, Vec3, VoxelBox, WorldBox } from '#volume/types.ts';

/**
 * What a first stage points at: the box, mm RAS+, about the samples of one connected piece above `pointsAbove`, a probability:
 * the largest, or with `inPlace` the one that would be kept; undefined where nothing is. `samples` are logits on a grid along the patient's axes.
 * Twin: `pointed_box` in training/mini/refine.py.
 */
export function pointedBox(samples: Samples, pointsAbove: number, inPlace?: InPlace): WorldBox | undefined {
  const { grid, box, data } = samples;
  const least = logit(pointsAbove);
  const above = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) if ((data[n] as number) > least) above[n] = 1;
  const runs = runsOf(above, boxSize(box), 1);
  const components = connectedComponents(runs);
  const numbers = pieceNumbers(components);
  if (numbers.length === 0) return undefined;
  const extentOf = (wanted: number) => extent(runs, (run) => numbers[components.of[run] ?? 0] === wanted);
  const mask = { grid, box, data: above, level: 1 };
  const isCut = () => touchesEnd(extentOf(1), samples);
  const wanted = inPlace
    ? pieceInPlace(listPieces({ mask, runs, components, numbers, scan: undefined }), inPlace, isCut)
    : 1;
  const { from, to } = extentOf(wanted);
  const corner = (ends: Vec3) =>
    toWorld(grid.voxelToWorld, ends.map((n, axis) => n + (box.from[axis] ?? 0) - 0.5) as unknown as Vec3);
  return { from: corner(from), to: corner(to) };
}

/** The box about the runs that `isOf` takes, in the samples of their own. */
function extent(runs: Runs, isOf: (run: number) => boolean): VoxelBox {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [0, 0, 0];
  eachRun(runs, (j, k, from, to, run) => {
    if (!isOf(run)) return;
    for (const [axis, first, past] of [
      [0, from, to] as const,
      [1, j, j + 1] as const,
      [2, k, k + 1] as const,
    ]) {
      low[axis] = Math.min(low[axis], first);
      high[axis] = Math.max(high[axis], past);
    }
  });
  return { from: low, to: high };
}

/** Whether it ends where the grid does, so that its middle may lie elsewhere. */
function touchesEnd({ from, to }: VoxelBox, { grid, box }: Samples): boolean {
  return ([0, 1, 2] as const).some(
    (axis) => from[axis] + box.from[axis] === 0 || to[axis] + box.from[axis] === grid.size[axis],
  );
}

/**
 * The part of the second look's `grid` that a box, mm, and the pack's margin about it lie in. Twin: `region` in
 * training/mini/refine.py.
 */
export function regionOf({ from, to }: WorldBox, grid: Grid, { marginMm }: Refine): VoxelBox {
  const end = (axis: 0 | 1 | 2, mm: number) => {
    const [step, origin] = [grid.voxelToWorld[5 * axis] ?? 1, grid.voxelToWorld[4 * axis + 3] ?? 0];
    return Math.floor((mm - origin) / step + 0.5);
  };
  const low = (axis: 0 | 1 | 2) => Math.max(0, end(axis, from[axis] - marginMm));
  const past = (axis: 0 | 1 | 2) => Math.min(grid.size[axis], end(axis, to[axis] + marginMm) + 1);
  return { from: [low(0), low(1), low(2)], to: [past(0), past(1), past(2)] };
}

/** What is looked at in the same windows, and the region of the grid that all of it lies in. */
export interface Group<T> {
  readonly members: readonly T[];
  readonly region: VoxelBox;
}

/** What a window holds together: each joins the first group with which it fits into one. Twin: `together` in training/mini/refine.py. */
export function together<T extends { readonly region: VoxelBox }>(
  pointed: readonly T[],
  { size }: WindowTiling,
): readonly Group<T>[] {
  const groups: Group<T>[] = [];
  for (const each of pointed) {
    const joined = ({ region }: Group<T>) => union([region, each.region]) ?? region;
    const at = groups.findIndex((group) => boxSize(joined(group)).every((n, axis) => n <= (size[axis] ?? 0)));
    const group = groups[at];
    if (group) groups[at] = { members: [...group.members, each], region: joined(group) };
    else groups.push({ members: [each], region: each.region });
  }
  return groups;
}

/**
 * Windows of the pack's size that hold a region of the second look's grid, z slowest: inside the grid, or about its middle where it
 * is smaller than a window. Twin: `windows` in training/mini/refine.py.
 */
export function tilesAbout(
  { from, to }: VoxelBox,
  grid: Grid,
  { size, overlap }: WindowTiling,
): readonly Tile[] {
  const along = (axis: 0 | 1 | 2): readonly number[] => {
    const [n, length, whole] = [to[axis] - from[axis], size[axis], grid.size[axis]];
    if (whole <= length) return [-Math.floor((length - whole) / 2)];
    if (n > length) return windows(n, length, 1, overlap).starts.map((start) => start + from[axis]);
    return [Math.min(Math.max(from[axis] - Math.floor((length - n) / 2), 0), whole - length)];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return z.flatMap((k) => y.flatMap((j) => x.map((i) => ({ start: [i, j, k] as const, size }))));
}
