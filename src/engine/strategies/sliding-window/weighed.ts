import { logit } from '#model/probability.ts';
import { boxSize } from '#volume/boxes.ts';
import type { Samples } from '#volume/samples.ts';
import type { Grid } from '#volume/types.ts';

/** Logits below it weigh as much as it: it is the least that is kept of a first look. */
const FLOOR = logit(0.01);

/**
 * The second look's samples as the mean of both looks', the second counting `weight`, 0..1: the first's trilinearly, on grids along the
 * patient's axes; none below a probability of 0.01. Twin: `weighed` in training/mini/refine.py.
 */
export function weighed(first: Samples, second: Samples, weight: number): Samples {
  if (weight === 1) return second;
  const [x, y, z] = [near(first, second, 0), near(first, second, 1), near(first, second, 2)];
  const at = valueAt(first);
  const between = (a: number, b: number, share: number) => a + share * (b - a);
  const data = Float32Array.from(second.data);
  let n = 0;
  for (const [k0, k1, dz] of z) {
    for (const [j0, j1, dy] of y) {
      for (const [i0, i1, dx] of x) {
        const row = (j: number, k: number) => between(at(i0, j, k), at(i1, j, k), dx);
        const was = between(between(row(j0, k0), row(j1, k0), dy), between(row(j0, k1), row(j1, k1), dy), dz);
        data[n] = weight * Math.max(FLOOR, second.data[n] as number) + (1 - weight) * was;
        n += 1;
      }
    }
  }
  return { grid: second.grid, box: second.box, data };
}

/** Per sample of the second's box along an axis: the first's grid on both sides of it, at its ends the last, and how far on it lies. */
function near(first: Samples, { grid, box }: Samples, axis: 0 | 1 | 2) {
  const [from, past] = [box.from[axis], box.to[axis]];
  const last = first.grid.size[axis] - 1;
  return Array.from({ length: past - from }, (_, n): readonly [number, number, number] => {
    const mm = origin(grid, axis) + (from + n) * step(grid, axis);
    const place = Math.min(last, Math.max(0, (mm - origin(first.grid, axis)) / step(first.grid, axis)));
    const low = Math.floor(place);
    return [low, Math.min(last, low + 1), place - low];
  });
}

const step = ({ voxelToWorld }: Grid, axis: 0 | 1 | 2): number => voxelToWorld[5 * axis] as number;
const origin = ({ voxelToWorld }: Grid, axis: 0 | 1 | 2): number => voxelToWorld[4 * axis + 3] as number;

function valueAt({ box, data }: Samples): (i: number, j: number, k: number) => number {
  const { from, to } = box;
  const [ni, nj] = boxSize(box);
  return (i, j, k) =>
    i < from[0] || j < from[1] || k < from[2] || i >= to[0] || j >= to[1] || k >= to[2]
      ? FLOOR
      : Math.max(FLOOR, data[((k - from[2]) * nj + j - from[1]) * ni + i - from[0]] as number);
}
