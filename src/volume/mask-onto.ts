import { compose, toWorld, worldToVoxel } from './affine.ts';
import { boxSize, intersection, NOWHERE, widened } from './boxes.ts';
import { tight } from './mask.ts';
import type { Affine, Grid, Mask, Vec3, VoxelBox } from './types.ts';

/**
 * How the samples of one grid lie to those of another. `exact`: each lies on one of the other's, or outside it, so nothing is lost
 * between them, whatever the order of the axes. `between`: they lie between each other's.
 */
export type GridFit = 'exact' | 'between';

/** A sample that lies nearer to another than this part of a voxel lies on it: headers round. */
const SAME_SAMPLE = 0.1;

export function gridFit(source: Grid, target: Grid): GridFit {
  const toTarget = compose(worldToVoxel(target), source.voxelToWorld);
  const isExact = corners({ from: [0, 0, 0], to: source.size }).every((corner) => {
    const at = toWorld(toTarget, corner);
    // Steps along each axis must be whole too, or every second sample would do.
    return at.every((value) => Math.abs(value - Math.round(value)) <= SAME_SAMPLE);
  });
  return isExact && isUnimodular(toTarget) ? 'exact' : 'between';
}

/** Every step along an axis of one is one step along an axis of the other. */
function isUnimodular([a, b, c, , d, e, f, , g, h, l]: Affine): boolean {
  const rows = [
    [a, b, c],
    [d, e, f],
    [g, h, l],
  ];
  const isOne = (values: readonly number[]) =>
    values.filter((value) => Math.abs(Math.abs(value) - 1) < 0.5).length === 1 &&
    values.filter((value) => Math.abs(value) < 0.5).length === 2;
  return rows.every(isOne) && [0, 1, 2].every((column) => isOne(rows.map((row) => row[column] ?? 0)));
}

/**
 * `mask` on `target`: each voxel there takes the byte of the nearest voxel centre here; what lies outside the voxels of the
 * mask's grid is not inside. Where the samples of both lie on each other this is voxel for voxel.
 */
export function maskOnto(mask: Mask, target: Grid): Mask {
  const toSource = compose(worldToVoxel(mask.grid), target.voxelToWorld);
  const box = boxOn(mask, target);
  const [bi, bj, bk] = boxSize(box);
  const found = new Uint8Array(bi * bj * bk);
  const [si, sj] = boxSize(mask.box);
  const { from, to } = mask.box;
  const [di, dj, dk] = [toSource[0], toSource[4], toSource[8]];
  let n = 0;
  for (let k = box.from[2]; k < box.to[2]; k++) {
    for (let j = box.from[1]; j < box.to[1]; j++) {
      const [x, y, z] = toWorld(toSource, [box.from[0], j, k]);
      for (let i = 0; i < bi; i++, n++) {
        const [a, b, c] = [Math.round(x + i * di), Math.round(y + i * dj), Math.round(z + i * dk)];
        if (a < from[0] || b < from[1] || c < from[2] || a >= to[0] || b >= to[1] || c >= to[2]) continue;
        found[n] = mask.data[((c - from[2]) * sj + b - from[1]) * si + a - from[0]] as number;
      }
    }
  }
  return tight({ grid: target, box, data: found, level: mask.level });
}

/** The voxels of `target` that the mask's box may reach. */
function boxOn({ grid, box }: Mask, target: Grid): VoxelBox {
  if (box.to[0] <= box.from[0]) return NOWHERE;
  const toTarget = compose(worldToVoxel(target), grid.voxelToWorld);
  const points = corners(widened(box)).map((corner) => toWorld(toTarget, corner));
  const end = (pick: (...values: number[]) => number) =>
    [0, 1, 2].map((axis) => pick(...points.map((point) => point[axis] ?? 0)));
  // A voxel more, for a mask's box has one on each side.
  const low = end(Math.min).map((value) => Math.floor(value) - 1);
  const high = end(Math.max).map((value) => Math.ceil(value) + 2);
  const reached = { from: low as unknown as Vec3, to: high as unknown as Vec3 };
  return intersection(reached, { from: [0, 0, 0], to: target.size });
}

/** The first and the last voxel along each axis. */
function corners({ from, to }: VoxelBox): readonly Vec3[] {
  const ends = ([0, 1, 2] as const).map((axis) => [from[axis], to[axis] - 1] as const);
  return (ends[0] ?? []).flatMap((i) =>
    (ends[1] ?? []).flatMap((j) => (ends[2] ?? []).map((k): Vec3 => [i, j, k])),
  );
}
