import { toVoxel, toWorld, worldBox, worldToVoxel } from './affine.ts';
import { boxSize, intersection, NOWHERE } from './boxes.ts';
import type { Grid, Vec3, VoxelBox, WorldBox } from './types.ts';

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

/** Whether a region has no voxel of its scan. */
export function isNowhere({ voxels }: Region): boolean {
  return voxels === NOWHERE || boxSize(voxels).some((n) => n <= 0);
}
