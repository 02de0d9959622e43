import { boxSize } from '#volume/boxes.ts';
import type { Vec3 } from '#volume/types.ts';
import type { Patch } from './label-map.ts';

/** A patch along the axes in which the views keep voxels. */
export interface DrawnPatch {
  readonly from: Vec3;
  readonly size: Vec3;
  /** Of each voxel label and weakness, a byte each, the first axis fastest. */
  readonly texels: Uint8Array<ArrayBuffer>;
}

/**
 * `patch` of a grid of `size` turned to other axes: axis n of the result is stored axis |axes[n]| of 1, 2, 3, the other way
 * round where negative.
 */
export function toDrawnOrder({ box, texels: stored }: Patch, size: Vec3, axes: Vec3): DrawnPatch {
  const boxed = boxSize(box);
  const kept = axes.map((axis) => Math.abs(axis) - 1) as unknown as readonly (0 | 1 | 2)[];
  const strides = [1, boxed[0], boxed[0] * boxed[1]];
  const pick = (of: (axis: 0 | 1 | 2, isReversed: boolean) => number) =>
    kept.map((axis, n) => of(axis, (axes[n] ?? 0) < 0)) as unknown as Vec3;
  const from = pick((axis, isReversed) => (isReversed ? size[axis] - box.to[axis] : box.from[axis]));
  const drawn = pick((axis) => boxed[axis]);
  const step = pick((axis, isReversed) => (strides[axis] ?? 0) * (isReversed ? -1 : 1));
  const start = pick((axis, isReversed) => (isReversed ? (strides[axis] ?? 0) * (boxed[axis] - 1) : 0));
  const texels = new Uint16Array(stored.length);
  const [width, height, depth] = drawn;
  const [along, across, through] = step;
  const origin = start[0] + start[1] + start[2];
  let n = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++, n += width) {
      takeRow(stored, origin + y * across + z * through, along, texels.subarray(n, n + width));
    }
  }
  // The label comes first: wherever there is WebGL, the lower byte of a number does.
  return { from, size: drawn, texels: new Uint8Array(texels.buffer) };
}

/** Fills `row` with every `step`th of `stored`, from `first` on. */
function takeRow(stored: Uint16Array, first: number, step: number, row: Uint16Array): void {
  const { length } = row;
  if (step === 1) row.set(stored.subarray(first, first + length));
  else if (step === -1) {
    row.set(stored.subarray(first + 1 - length, first + 1));
    row.reverse();
  } else {
    for (let x = 0, at = first; x < length; x++, at += step) row[x] = stored[at] as number;
  }
}
