import { boxSize, intersection, NOWHERE, union, widened } from './boxes.ts';
import { levelOf } from './probability-bytes.ts';
import { nextInside, nextOutside, runsOf, wordsOf } from './runs.ts';
import type { Grid, Mask, Vec3, VoxelBox } from './types.ts';

/** A mask of `grid` without a voxel. */
export function emptyMask(grid: Grid, level = levelOf(0.5)): Mask {
  return { grid, box: NOWHERE, data: new Uint8Array(), level };
}

/** The mask of the voxels at which `inside`, one number per voxel of `grid`, is not 0: certain there, impossible elsewhere. */
export function maskOf(grid: Grid, inside: ArrayLike<number>): Mask {
  const data = Uint8Array.from(inside, (value) => (value ? 255 : 0));
  return tight({ grid, box: { from: [0, 0, 0], to: grid.size }, data, level: levelOf(0.5) });
}

/** 1 inside and 0 outside for every voxel of the mask's grid, i fastest. */
export function denseMask(mask: Mask): Uint8Array<ArrayBuffer> {
  const [ni, nj, nk] = mask.grid.size;
  const dense = new Uint8Array(ni * nj * nk);
  paintMask(mask, dense, 1);
  return dense;
}

/** Writes `value` to every voxel of `target`, one per voxel of the mask's grid, that is inside the mask. */
export function paintMask(mask: Mask, target: Uint8Array | Uint16Array, value: number): void {
  const { data, level } = mask;
  const words = wordsOf(data);
  eachRow(mask, (row, at, length) => {
    const past = row + length;
    for (let n = nextInside(data, words, row, past, level); n < past; ) {
      target[at + n - row] = value;
      n = nextInside(data, words, n + 1, past, level);
    }
  });
}

/** Writes the probability bytes of the mask's box to `target`, one number per voxel of the mask's grid. */
export function paintProbability(mask: Mask, target: Uint8Array | Uint16Array): void {
  eachRow(mask, (row, at, length) => target.set(mask.data.subarray(row, row + length), at));
}

/** Whether the voxel i, j, k of its grid is inside. */
export function isInside({ box: { from, to }, data, level }: Mask, [i, j, k]: Vec3): boolean {
  if (i < from[0] || j < from[1] || k < from[2] || i >= to[0] || j >= to[1] || k >= to[2]) return false;
  const [bi, bj] = boxSize({ from, to });
  return (data[((k - from[2]) * bj + j - from[1]) * bi + i - from[0]] ?? 0) >= level;
}

/** Voxels that are inside both masks, of one grid. */
export function commonVoxels(one: Mask, other: Mask): number {
  const { from, to } = intersection(one.box, other.box);
  // What lies in the smaller box has less inside, as a rule, to be looked up in the other.
  const [a, b] = one.data.length <= other.data.length ? [one, other] : [other, one];
  const index = ({ box }: Mask, j: number, k: number) => {
    const [bi, bj] = boxSize(box);
    return ((k - box.from[2]) * bj + j - box.from[1]) * bi + from[0] - box.from[0];
  };
  const words = wordsOf(a.data);
  const length = to[0] - from[0];
  let count = 0;
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) {
      const atA = index(a, j, k);
      const toB = index(b, j, k) - atA;
      const past = atA + length;
      for (let n = nextInside(a.data, words, atA, past, a.level); n < past; ) {
        const end = nextOutside(a.data, words, n, past, a.level);
        count += insideOf(b, n + toB, end + toB);
        n = nextInside(a.data, words, end, past, a.level);
      }
    }
  }
  return count;
}

/** How many from one place of the box to another are inside. */
function insideOf({ data, level }: Mask, from: number, to: number): number {
  let count = 0;
  for (let n = from; n < to; n++) if ((data[n] as number) >= level) count++;
  return count;
}

/** Masks of one grid and level as one: of each voxel the highest probability that any has. With a `rim` of a voxel about all of them, or none. */
export function joinMasks(grid: Grid, level: number, parts: readonly Mask[], rim: 0 | 1 = 0): Mask {
  const held = union(parts.map((part) => part.box));
  if (!held) return emptyMask(grid, level);
  const box = rim ? intersection({ from: [0, 0, 0], to: grid.size }, widened(held)) : held;
  const [bi, bj, bk] = boxSize(box);
  const whole: Mask = { grid, box, data: new Uint8Array(bi * bj * bk), level };
  for (const part of parts) {
    eachRow(part, (row, _, length, j, k) => {
      const at = ((k - box.from[2]) * bj + j - box.from[1]) * bi + part.box.from[0] - box.from[0];
      raise(whole.data, at, part.data, row, length);
    });
  }
  return whole;
}

/** Takes `length` bytes of `source` over where they are higher. */
function raise(target: Uint8Array, at: number, source: Uint8Array, row: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const byte = source[row + i] as number;
    if (byte > (target[at + i] as number)) target[at + i] = byte;
  }
}

/** `mask` without what its box has beyond `box` and one voxel about it. */
export function cropped(mask: Mask, box: VoxelBox): Mask {
  const kept = intersection(mask.box, widened(box));
  const [ki, kj, kk] = boxSize(kept);
  const [bi, bj, bk] = boxSize(mask.box);
  if (ki === bi && kj === bj && kk === bk) return mask;
  const [x, y, z] = kept.from.map((n, axis) => n - (mask.box.from[axis] ?? 0)) as unknown as Vec3;
  const data = new Uint8Array(ki * kj * kk);
  for (let k = 0; k < kk; k++) {
    for (let j = 0; j < kj; j++) {
      const row = ((k + z) * bj + j + y) * bi + x;
      data.set(mask.data.subarray(row, row + ki), (k * kj + j) * ki);
    }
  }
  return { ...mask, box: kept, data };
}

/** `mask` in the smallest box that it may have. */
export function tight(mask: Mask): Mask {
  const box = innerBox(mask);
  return box ? cropped(mask, box) : emptyMask(mask.grid, mask.level);
}

/** The smallest box of the grid that holds every voxel inside; undefined where there is none. */
export function innerBox(mask: Mask): VoxelBox | undefined {
  const size = boxSize(mask.box);
  const runs = runsOf(mask.data, size, mask.level);
  const from: [number, number, number] = [...size];
  const to: [number, number, number] = [0, 0, 0];
  for (let row = 0; row < size[1] * size[2]; row++) {
    const [first, past] = [runs.starts[row] ?? 0, runs.starts[row + 1] ?? 0];
    if (first === past) continue;
    const [j, k] = [row % size[1], Math.floor(row / size[1])];
    const ends = [runs.from[first] ?? 0, j, k, runs.to[past - 1] ?? 0, j + 1, k + 1] as const;
    for (const axis of [0, 1, 2] as const) {
      from[axis] = Math.min(from[axis], ends[axis]);
      to[axis] = Math.max(to[axis], ends[(axis + 3) as 3 | 4 | 5]);
    }
  }
  if (to[0] === 0) return undefined;
  const shift = (n: number, axis: number) => n + (mask.box.from[axis] ?? 0);
  return { from: from.map(shift) as unknown as Vec3, to: to.map(shift) as unknown as Vec3 };
}

/** Calls `visit` for each row of the box: where it begins in the mask's data and in an array of the whole grid, its length, j and k. */
function eachRow(
  { grid, box: { from, to } }: Mask,
  visit: (row: number, at: number, length: number, j: number, k: number) => void,
): void {
  const [ni, nj] = grid.size;
  const [bi, bj] = boxSize({ from, to });
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) {
      visit(((k - from[2]) * bj + j - from[1]) * bi, (k * nj + j) * ni + from[0], bi, j, k);
    }
  }
}
