import { nearestAxes } from './affine.ts';
import type { Grid, Side, Vec3, Volume, VoxelBox } from './types.ts';

/** Every voxel of a grid. */
export function wholeGrid({ size }: Pick<Grid, 'size'>): VoxelBox {
  return { from: [0, 0, 0], to: size };
}

/**
 * The box of voxels that the scanner filled: the grid without the slices at its ends, along any stored axis, whose
 * voxels are all one value. Many scans begin or end with a blank slice, and an organ that ends before it is cut.
 */
export function fieldOfView({ data, grid }: Pick<Volume, 'data' | 'grid'>): VoxelBox {
  const { size } = grid;
  const from: [number, number, number] = [0, 0, 0];
  const to: [number, number, number] = [...size];
  for (const axis of [2, 1] as const) {
    const isBlank = (at: number) => {
      const slice = { from: [...from], to: [...to] } as { from: number[]; to: number[] };
      slice.from[axis] = at;
      slice.to[axis] = at + 1;
      return isConstant(data, size, slice);
    };
    const [first, past] = [from[axis], to[axis]];
    while (from[axis] < past && isBlank(from[axis])) from[axis]++;
    // A scan that is blank throughout has no other view than its grid.
    if (from[axis] === past) from[axis] = first;
    else while (isBlank(to[axis] - 1)) to[axis]--;
  }
  const [first, past] = notBlankAlongRows(data, size, { from, to });
  return { from: [first, from[1], from[2]], to: [past, to[1], to[2]] };
}

/**
 * The same along the rows of a box, where each slice is a voxel of every row: all rows are compared with the first, from
 * both ends, in one walk.
 */
function notBlankAlongRows(
  data: ArrayLike<number>,
  [ni, nj]: Vec3,
  { from, to }: VoxelBox,
): readonly [first: number, past: number] {
  const model = (from[2] * nj + from[1]) * ni;
  let [first, past] = [to[0], from[0]];
  for (let k = from[2]; k < to[2]; k++) {
    for (let j = from[1]; j < to[1]; j++) {
      const row = (k * nj + j) * ni;
      let i = from[0];
      while (i < first && data[row + i] === data[model + i]) i++;
      first = i;
      i = to[0];
      while (i > past && data[row + i - 1] === data[model + i - 1]) i--;
      past = i;
    }
  }
  return first < to[0] ? [first, past] : [from[0], to[0]];
}

function isConstant(
  data: ArrayLike<number>,
  [ni, nj]: Vec3,
  { from, to }: { readonly from: readonly number[]; readonly to: readonly number[] },
): boolean {
  const [i0 = 0, j0 = 0, k0 = 0] = from;
  const [i1 = 0, j1 = 0, k1 = 0] = to;
  const value = data[(k0 * nj + j0) * ni + i0];
  for (let k = k0; k < k1; k++) {
    for (let j = j0; j < j1; j++) {
      const row = (k * nj + j) * ni;
      for (let i = i0; i < i1; i++) if (data[row + i] !== value) return false;
    }
  }
  return true;
}

/** The sides of the patient at the low and the high end of x, y and z. */
export const SIDES: readonly (readonly [low: Side, high: Side])[] = [
  ['left', 'right'],
  ['posterior', 'anterior'],
  ['inferior', 'superior'],
];

const ORDER: readonly Side[] = ['superior', 'inferior', 'right', 'left', 'anterior', 'posterior'];

/**
 * The faces of `view` that `box` reaches, by the side of the patient that each faces (the nearest for an oblique
 * grid), head and foot first.
 */
export function sidesReached(box: VoxelBox, view: VoxelBox, { voxelToWorld }: Grid): readonly Side[] {
  const { world, sign } = nearestAxes(voxelToWorld);
  const reached = new Set<Side>();
  for (const axis of [0, 1, 2] as const) {
    const [low, high] = SIDES[world[axis]] as readonly [Side, Side];
    const [first, last] = sign[axis] > 0 ? [low, high] : [high, low];
    if (box.from[axis] <= view.from[axis]) reached.add(first);
    if (box.to[axis] >= view.to[axis]) reached.add(last);
  }
  return ORDER.filter((side) => reached.has(side));
}
