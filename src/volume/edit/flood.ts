import type { Vec3 } from '#volume/types.ts';
import type { StoredAxis } from './reach.ts';

/** What flood makes of a voxel that it has come to. */
export const REACHED = 2;

/**
 * Spreads, in place, from the voxels at `seeds` over voxels that are 1 in `data` (of a box of `size`) and share a face with one
 * that it has come to; they become 2. Not `across` an axis, where one is given: then each slice is for itself.
 */
export function flood(
  data: Uint8Array,
  size: Vec3,
  seeds: Iterable<number>,
  across?: StoredAxis | undefined,
): void {
  const strides = [1, size[0], size[0] * size[1]] as const;
  const axes = ([0, 1, 2] as const).filter((axis) => axis !== across);
  const stack: number[] = [];
  const visit = (n: number) => {
    if (data[n] !== 1) return;
    data[n] = REACHED;
    stack.push(n);
  };
  for (const seed of seeds) visit(seed);
  for (let n = stack.pop(); n !== undefined; n = stack.pop()) {
    for (const axis of axes) {
      const stride = strides[axis];
      const at = Math.floor(n / stride) % size[axis];
      if (at > 0) visit(n - stride);
      if (at + 1 < size[axis]) visit(n + stride);
    }
  }
}

/** The indices of the voxels on the faces of a box of `size`; of each slice across an axis its rim, where one is given. */
export function* rim(size: Vec3, across?: StoredAxis | undefined): Generator<number> {
  const [ni, nj, nk] = size;
  const isEdge = (at: number, axis: StoredAxis) => axis !== across && (at === 0 || at === size[axis] - 1);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = (k * nj + j) * ni;
      if (isEdge(k, 2) || isEdge(j, 1)) {
        for (let i = 0; i < ni; i++) yield row + i;
      } else if (across !== 0) {
        yield row;
        yield row + ni - 1;
      }
    }
  }
}
