import { compose, toWorld, worldToVoxel } from '#volume/affine.ts';
import { boxSize, intersection, union, widened } from '#volume/boxes.ts';
import { emptyMask, tight } from '#volume/mask.ts';
import type { Grid, Mask, VoxelBox } from '#volume/types.ts';

/** A box of the samples of a grid, by which voxels of another grid are told apart. */
interface Patch {
  readonly grid: Grid;
  readonly box: VoxelBox;
}

/**
 * `second` at the voxels whose centres lie between the outermost samples of `patch`, `first` at all others: masks of one grid
 * and level. Where the patch ends with its grid, so do its samples' neighbours: what lies beyond is `second` too.
 */
export function patched(first: Mask, second: Mask, patch: Patch): Mask {
  const held = union([first.box, second.box]);
  if (!held) return emptyMask(first.grid, first.level);
  const { grid, level } = first;
  const box = intersection({ from: [0, 0, 0], to: grid.size }, widened(held));
  const [ni, nj, nk] = boxSize(box);
  const data = new Uint8Array(ni * nj * nk);
  const isInside = insideOf(patch, grid);
  const other = new Uint8Array(ni);
  for (let k = box.from[2]; k < box.to[2]; k++) {
    for (let j = box.from[1]; j < box.to[1]; j++) {
      const start = ((k - box.from[2]) * nj + j - box.from[1]) * ni;
      const own = data.subarray(start, start + ni);
      putRow(first, j, k, own, box.from[0]);
      other.fill(0);
      putRow(second, j, k, other, box.from[0]);
      for (let n = 0; n < ni; n++) {
        if (own[n] !== other[n] && isInside(box.from[0] + n, j, k)) own[n] = other[n] as number;
      }
    }
  }
  return tight({ grid, box, data, level });
}

/** Whether the voxel i, j, k of `grid` lies in the patch. */
function insideOf(patch: Patch, grid: Grid): (i: number, j: number, k: number) => boolean {
  const toPatch = compose(worldToVoxel(patch.grid), grid.voxelToWorld);
  const ends = ([0, 1, 2] as const).map((axis) => ({
    low: patch.box.from[axis] <= 0 ? Number.NEGATIVE_INFINITY : patch.box.from[axis],
    high: patch.box.to[axis] >= patch.grid.size[axis] ? Number.POSITIVE_INFINITY : patch.box.to[axis] - 1,
  }));
  return (i, j, k) => {
    const at = toWorld(toPatch, [i, j, k]);
    return ends.every(({ low, high }, axis) => (at[axis] ?? 0) >= low && (at[axis] ?? 0) <= high);
  };
}

/** Puts the bytes that the mask's box has in a row of its grid into `row`, whose first voxel is `from`. */
function putRow({ box, data }: Mask, j: number, k: number, row: Uint8Array, from: number): void {
  if (j < box.from[1] || k < box.from[2] || j >= box.to[1] || k >= box.to[2]) return;
  const [ni, nj] = boxSize(box);
  const start = ((k - box.from[2]) * nj + j - box.from[1]) * ni;
  row.set(data.subarray(start, start + ni), box.from[0] - from);
}
