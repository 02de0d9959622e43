import { boxSize } from '#volume/boxes.ts';
import { emptyMask } from '#volume/mask.ts';
import { levelOf } from '#volume/probability-bytes.ts';
import type { Grid, Mask, VoxelBox } from '#volume/types.ts';
import { AXES, type Axis, product } from './axes.ts';
import type { ClassBytes } from './class-bytes.ts';
import type { Layout } from './layout.ts';
import type { View } from './view.ts';

/** The mask at `threshold` on the scan's own grid. `scan`: the scan in the network's axes. */
export function ontoScan(
  bytes: ClassBytes | undefined,
  { places }: Pick<Layout, 'places'>,
  { stored, strides }: Pick<View, 'stored' | 'strides'>,
  grid: Grid,
  threshold: number,
): Mask {
  const level = levelOf(threshold);
  if (!bytes) return emptyMask(grid, level);
  const size = boxSize(bytes.box);
  const steps = [size[1] * size[2], size[2], 1] as const;
  const from: [number, number, number] = [0, 0, 0];
  const to: [number, number, number] = [0, 0, 0];
  /** Per stored axis and voxel of the box: where its place lies in the bytes; -1 where it has none. */
  const offsets: Int32Array[] = [];
  for (const axis of AXES) {
    const target = stored[axis] as Axis;
    const along = strides[axis] < 0 ? places[axis].toReversed() : places[axis];
    const range = held(along, bytes.box, axis);
    if (!range) return emptyMask(grid, level);
    [from[target], to[target]] = range;
    offsets[target] = along.slice(...range).map((place) => {
      const isIn = place >= bytes.box.from[axis] && place < bytes.box.to[axis];
      return isIn ? (place - bytes.box.from[axis]) * steps[axis] : -1;
    });
  }
  return { grid, level, box: { from, to }, data: gathered(bytes.data, offsets, boxSize({ from, to })) };
}

/** The voxels whose places lie in the box, and one more on each side where there is one. */
function held(along: Int32Array, box: VoxelBox, axis: Axis): [number, number] | undefined {
  const isIn = (place: number) => place >= box.from[axis] && place < box.to[axis];
  const first = along.findIndex(isIn);
  if (first < 0) return undefined;
  return [Math.max(0, first - 1), Math.min(along.length, along.findLastIndex(isIn) + 2)];
}

function gathered(
  bytes: Uint8Array,
  [alongI = new Int32Array(), alongJ = new Int32Array(), alongK = new Int32Array()]: readonly Int32Array[],
  size: readonly [number, number, number],
): Uint8Array {
  const data = new Uint8Array(product(size));
  let n = 0;
  for (const k of alongK) {
    for (const j of alongJ) {
      if (k < 0 || j < 0) {
        n += alongI.length;
        continue;
      }
      for (let i = 0; i < alongI.length; i++, n++) {
        const offset = alongI[i] as number;
        if (offset >= 0) data[n] = bytes[k + j + offset] as number;
      }
    }
  }
  return data;
}
