import type { Vec3 } from '#volume/types.ts';

/** The axes of an array, slowest first. */
export type Axis = 0 | 1 | 2;
export const AXES: readonly Axis[] = [0, 1, 2];

/** A number for each axis. */
export function perAxis(value: (axis: Axis) => number): Vec3 {
  return [value(0), value(1), value(2)];
}

/** `values` in the order of `axes`: the n-th becomes that of axes[n]. */
export function reordered(values: Vec3, axes: Vec3): Vec3 {
  return perAxis((axis) => values[axes[axis] as Axis]);
}

/** The order that undoes `axes`. */
export function inverseOrder(axes: Vec3): Vec3 {
  return perAxis((axis) => axes.indexOf(axis));
}

export function product([a, b, c]: Vec3): number {
  return a * b * c;
}

/** Python's and numpy's round: halves go to the even neighbour. */
export function roundToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
