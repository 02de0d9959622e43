import type { Vec3, VoxelBox } from '#volume/types.ts';
import { AXES, type Axis, perAxis } from './axes.ts';
import type { Layout } from './layout.ts';
import { type Windows, windowsWithin } from './windows.ts';

/** How many windows there are in all. */
export function countOf({ starts }: Windows): number {
  return starts.reduce((count, along) => count * along.length, 1);
}

/** Those windows that reach into `box`, samples of what the network is shown. */
export function windowsInto(all: Windows, patch: Vec3, box: VoxelBox): Windows {
  const shifted = (corner: Vec3) => perAxis((axis) => corner[axis] + all.before[axis]);
  return windowsWithin(all, patch, { from: shifted(box.from), to: shifted(box.to) });
}

/**
 * The samples, of the `size` that the network is shown, that no other window than `some` of `all` reaches into: within it what is
 * blended of them is what is blended of all.
 */
export function wholeWithin(all: Windows, some: Windows, patch: Vec3, size: Vec3): VoxelBox {
  const ends = (axis: Axis): readonly [number, number] => {
    const [first = 0, last = 0] = [some.starts[axis][0], some.starts[axis].at(-1)];
    const earlier = all.starts[axis].filter((start) => start < first);
    const later = all.starts[axis].filter((start) => start > last);
    const from = Math.max(0, ...earlier.map((start) => start + patch[axis] - all.before[axis]));
    return [from, Math.min(size[axis], ...later.map((start) => start - all.before[axis]))];
  };
  return { from: perAxis((axis) => ends(axis)[0]), to: perAxis((axis) => ends(axis)[1]) };
}

/** A side of a box: along an axis, its low or high end. */
export interface Side {
  readonly axis: Axis;
  readonly end: 'low' | 'high';
}

/** `some` of `all` windows, and the next ones beyond these sides. */
export function grown(all: Windows, some: Windows, sides: readonly Side[]): Windows {
  const has = (axis: Axis, end: Side['end']) => sides.some((side) => side.axis === axis && side.end === end);
  const along = (axis: Axis): readonly number[] => {
    const every = all.starts[axis];
    const first = every.indexOf(some.starts[axis][0] ?? 0) - (has(axis, 'low') ? 1 : 0);
    const past = every.indexOf(some.starts[axis].at(-1) ?? 0) + (has(axis, 'high') ? 2 : 1);
    return every.slice(Math.max(0, first), past);
  };
  return { ...all, starts: [along(0), along(1), along(2)] };
}

/**
 * Voxels of the scan whose places, of the layout of all in `limits`, are mixed of samples in `box` alone; with what was cropped
 * off on the sides where nothing else follows.
 */
export function voxelsMixedOf(
  { taps, places, box: whole }: Layout,
  limits: VoxelBox,
  box: VoxelBox,
): VoxelBox {
  const ends = (axis: Axis): readonly [number, number] => {
    const { low, high } = taps[axis];
    const [from, to] = [box.from[axis] - whole.from[axis], box.to[axis] - whole.from[axis]];
    const isMixed = (place: number) =>
      place >= 0 && (low[place] as number) >= from && (high[place] as number) < to;
    const [first, last] = [places[axis].findIndex(isMixed), places[axis].findLastIndex(isMixed)];
    return [
      from <= 0 ? limits.from[axis] : first,
      to >= whole.to[axis] - whole.from[axis] ? limits.to[axis] : last + 1,
    ];
  };
  return { from: perAxis((axis) => ends(axis)[0]), to: perAxis((axis) => ends(axis)[1]) };
}

/** Those of the sides `open` on which an outermost place, of the `size` of them, has one of the labels `wanted`. */
export function touchedSides(
  labels: ArrayLike<number>,
  size: Vec3,
  wanted: ReadonlySet<number>,
  open: readonly Side[],
): readonly Side[] {
  const strides: Vec3 = [size[1] * size[2], size[2], 1];
  return open.filter(({ axis, end }) => {
    const [a, b] = AXES.filter((other) => other !== axis) as [Axis, Axis];
    const plane = (end === 'low' ? 0 : size[axis] - 1) * strides[axis];
    for (let p = 0; p < size[a]; p++) {
      for (let q = 0; q < size[b]; q++) {
        if (wanted.has(labels[plane + p * strides[a] + q * strides[b]] as number)) return true;
      }
    }
    return false;
  });
}

/** The sides on which `box` ends before `limits` do. */
export function openSides(box: VoxelBox, limits: VoxelBox): readonly Side[] {
  return AXES.flatMap((axis): readonly Side[] => [
    ...(box.from[axis] > limits.from[axis] ? [{ axis, end: 'low' } as const] : []),
    ...(box.to[axis] < limits.to[axis] ? [{ axis, end: 'high' } as const] : []),
  ]);
}
