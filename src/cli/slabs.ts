import { nearestAxes, spacing } from '#volume/affine.ts';
import type { Grid, VoxelBox } from '#volume/types.ts';

/** A part of a scan from one height of the patient to another. */
export interface Slab {
  readonly name: string;
  readonly box: VoxelBox;
}

/** Shares of the height, from the feet. */
const PARTS: readonly (readonly [name: string, from: number, to: number])[] = [
  ['whole', 0, 1],
  ['lower half', 0, 1 / 2],
  ['upper half', 1 / 2, 1],
  ['lower third', 0, 1 / 3],
  ['middle third', 1 / 3, 2 / 3],
  ['upper third', 2 / 3, 1],
];

/** Less than this is no scan that anyone would bring. */
const LEAST_MM = 30;

/** The parts of a scan that a smaller field of view along the patient's height would have shown; the whole first. */
export function slabs({ size, voxelToWorld }: Grid): readonly Slab[] {
  const { world, sign } = nearestAxes(voxelToWorld);
  const axis = world.indexOf(2) as 0 | 1 | 2;
  const length = size[axis];
  const stepMm = spacing(voxelToWorld)[axis];
  return PARTS.flatMap(([name, low, high]) => {
    const ends = [Math.round(low * length), Math.round(high * length)] as const;
    const [first, past] = sign[axis] > 0 ? ends : [length - ends[1], length - ends[0]];
    if ((past - first) * stepMm < LEAST_MM) return [];
    const from: [number, number, number] = [0, 0, 0];
    const to: [number, number, number] = [...size];
    from[axis] = first;
    to[axis] = past;
    return [{ name, box: { from, to } }];
  });
}
