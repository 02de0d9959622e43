import { toVoxel, toWorld, worldBox, worldToVoxel } from './affine.ts';
import { boxSize, intersection, NOWHERE } from './boxes.ts';
import { cropped, emptyMask } from './mask.ts';
import { axisAcross, type Plane } from './slices.ts';
import type { Grid, Mask, Vec3, VoxelBox, WorldBox } from './types.ts';

const PLANES: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

/** The part of a scan that alone is looked at. */
export interface Region {
  /** Of the scan's grid; without voxels where it lies beside the scan. */
  readonly voxels: VoxelBox;
  /** The smallest box along the patient's axes that holds them, or the one that was asked for; mm RAS+. */
  readonly mm: WorldBox;
}

/** The voxels of `box`, as far as there are any. */
export function regionOfVoxels(grid: Grid, box: VoxelBox): Region {
  const voxels = intersection(box, { from: [0, 0, 0], to: grid.size });
  const [a, b, c] = voxels.from;
  const { voxelToWorld: m } = grid;
  const [x, y, z] = toWorld(m, [a, b, c]);
  const moved = [
    ...m.slice(0, 3),
    x,
    ...m.slice(4, 7),
    y,
    ...m.slice(8, 11),
    z,
  ] as unknown as Grid['voxelToWorld'];
  return { voxels, mm: worldBox({ size: boxSize(voxels), voxelToWorld: moved }) };
}

/** The smallest box of voxels that holds every voxel whose centre lies in `mm`, a box along the patient's axes. */
export function regionOfBox(grid: Grid, mm: WorldBox): Region {
  const inverse = worldToVoxel(grid);
  const corners = [mm.from[0], mm.to[0]].flatMap((x) =>
    [mm.from[1], mm.to[1]].flatMap((y) => [mm.from[2], mm.to[2]].map((z) => toVoxel(inverse, [x, y, z]))),
  );
  const ends = ([0, 1, 2] as const).map((axis) => {
    const along = corners.map((corner) => corner[axis]);
    return [Math.floor(Math.min(...along)), Math.ceil(Math.max(...along)) + 1] as const;
  });
  const side = (n: 0 | 1) => ends.map((end) => end[n]) as unknown as Vec3;
  return { voxels: intersection({ from: side(0), to: side(1) }, { from: [0, 0, 0], to: grid.size }), mm };
}

/** `mask` without what lies beyond `voxels`, of the same grid; its box may reach one voxel beyond them, where it is 0. */
export function within(mask: Mask, voxels: VoxelBox): Mask {
  const part = cropped(mask, voxels);
  const held = intersection(part.box, voxels);
  if (held === NOWHERE) return emptyMask(mask.grid, mask.level);
  const data = new Uint8Array(part.data.length);
  const [ni, nj] = boxSize(part.box);
  for (let k = held.from[2]; k < held.to[2]; k++) {
    for (let j = held.from[1]; j < held.to[1]; j++) {
      const row = ((k - part.box.from[2]) * nj + j - part.box.from[1]) * ni - part.box.from[0];
      data.set(part.data.subarray(row + held.from[0], row + held.to[0]), row + held.from[0]);
    }
  }
  return { ...part, data };
}

/** Whether a region has no voxel of its scan. */
export function isNowhere({ voxels }: Region): boolean {
  return voxels === NOWHERE || boxSize(voxels).some((n) => n <= 0);
}

/** The plane whose slices alone a region chooses among, and which of them, counted from 1; undefined where it is bounded otherwise. */
export function slicesOf({ voxels: { from, to } }: Region, grid: Grid) {
  const bounded = ([0, 1, 2] as const).filter((axis) => from[axis] > 0 || to[axis] < grid.size[axis]);
  const [axis, ...others] = bounded;
  const plane = PLANES.find((each) => axisAcross(grid, each) === axis);
  if (axis === undefined || others.length > 0 || !plane) return undefined;
  return { plane, first: from[axis] + 1, last: to[axis] };
}
