import type { Intensities } from './figures.ts';
import { levelOf } from './probability-bytes.ts';
import type { Grid, Mask, Vec3, VoxelBox } from './types.ts';

/** What a label map of 16 bits can hold. */
export const LARGEST_LABEL = 65535;
/** Programs that store labels as fractions round so far. */
const ROUNDING = 1e-3;

/** The regions of a label map; `broken` is a value that is no label, and then there are no regions. */
export type Labelled =
  | { readonly masks: ReadonlyMap<number, Mask> }
  | { readonly broken: number }
  /** More labels than were wanted. */
  | { readonly count: number };

/**
 * The mask of every label, a whole number of 1..65535, from the least on; 0 is background. `most` masks at most are made: of
 * more there is only the count. Two walks over the voxels.
 */
export function masksOfLabels(grid: Grid, values: Intensities, most: number = LARGEST_LABEL): Labelled {
  const ends = new Map<number, Int32Array>();
  const broken = eachLabelRun(grid, values, (label, from, past) => include(ends, label, from, past));
  if (broken !== undefined) return { broken };
  if (ends.size > most) return { count: ends.size };
  const labels = [...ends.keys()].sort((a, b) => a - b);
  const masks = new Map(labels.map((label) => [label, blank(grid, ends, label)]));
  eachLabelRun(grid, values, (label, from, past) => {
    const mask = masks.get(label);
    if (mask) fillRun(mask, from, past);
  });
  return { masks };
}

/** Calls `visit` for each run of one label along i, with its first voxel and the one past its last. The first value that is no label ends it. */
function eachLabelRun(
  { size: [ni, nj, nk] }: Grid,
  { data, slope, intercept }: Intensities,
  visit: (label: number, from: Vec3, past: number) => void,
): number | undefined {
  const labelAt = labelReader(data, slope, intercept);
  for (let row = 0; row < nj * nk; row++) {
    const at = row * ni;
    for (let i = 0; i < ni; ) {
      const label = labelAt(at + i);
      if (label < 0) return (data[at + i] as number) * slope + intercept;
      const from = i++;
      while (i < ni && data[at + i] === data[at + from]) i++;
      if (label > 0) visit(label, [from, row % nj, Math.floor(row / nj)], i);
    }
  }
  return undefined;
}

/** The label at a place in memory; −1 for what is none. */
function labelReader(data: Intensities['data'], slope: number, intercept: number): (n: number) => number {
  return (n) => {
    const value = (data[n] as number) * slope + intercept;
    const label = Math.round(value);
    return Math.abs(value - label) <= ROUNDING && label >= 0 && label <= LARGEST_LABEL ? label : -1;
  };
}

function include(ends: Map<number, Int32Array>, label: number, [i, j, k]: Vec3, past: number): void {
  const box = ends.get(label);
  if (!box) {
    ends.set(label, Int32Array.of(i, j, k, past, j + 1, k + 1));
    return;
  }
  const given = [i, j, k, past, j + 1, k + 1];
  for (let n = 0; n < 3; n++) box[n] = Math.min(box[n] as number, given[n] as number);
  for (let n = 3; n < 6; n++) box[n] = Math.max(box[n] as number, given[n] as number);
}

/** A mask without a voxel in the box that its label takes. */
function blank(grid: Grid, ends: ReadonlyMap<number, Int32Array>, label: number): Mask {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ends.get(label) ?? [];
  return blankMask(grid, { from: [a, b, c], to: [d, e, f] });
}

/** A mask without a voxel, with room for `box` and, where the grid goes on, one voxel more on each side. */
export function blankMask(grid: Grid, { from, to }: VoxelBox): Mask {
  const [a, b, c] = [0, 1, 2].map((axis) => Math.max(0, (from[axis] ?? 0) - 1)) as unknown as Vec3;
  const end = [0, 1, 2].map((axis) => Math.min(grid.size[axis] ?? 0, (to[axis] ?? 0) + 1)) as unknown as Vec3;
  const data = new Uint8Array((end[0] - a) * (end[1] - b) * (end[2] - c));
  return { grid, box: { from: [a, b, c], to: end }, data, level: levelOf(0.5) };
}

/** Makes the voxels from i up to `past` of row j, k, which lie in the box, certain. */
function fillRun({ box: { from, to }, data }: Mask, [i, j, k]: Vec3, past: number): void {
  const [bi, bj] = [to[0] - from[0], to[1] - from[1]];
  const row = ((k - from[2]) * bj + j - from[1]) * bi - from[0];
  data.fill(255, row + i, row + past);
}
