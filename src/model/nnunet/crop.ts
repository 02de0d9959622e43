import type { Vec3, VoxelBox } from '#volume/types.ts';
import { AXES, perAxis, product } from './axes.ts';
import { readSlice, type View } from './view.ts';

/** The smallest box that holds all that is not 0; the whole where all is. Filling its holes would not change it. */
export function nonzeroBox(view: View): VoxelBox {
  const { size } = view;
  const from = [...size] as [number, number, number];
  const to: [number, number, number] = [0, 0, 0];
  const slice = new Float32Array(size[1] * size[2]);
  for (let k = 0; k < size[0]; k++) {
    readSlice(view, k, slice);
    for (let j = 0; j < size[1]; j++) {
      const row = slice.subarray(j * size[2], (j + 1) * size[2]);
      const first = row.findIndex((value) => value !== 0);
      if (first < 0) continue;
      let last = row.length - 1;
      while (row[last] === 0) last--;
      const [low, high] = [
        [k, j, first],
        [k, j, last],
      ] as const;
      for (const axis of AXES) {
        from[axis] = Math.min(from[axis], low[axis] as number);
        to[axis] = Math.max(to[axis], (high[axis] as number) + 1);
      }
    }
  }
  return to[0] === 0 ? { from: [0, 0, 0], to: size } : { from, to };
}

/** 1 where `view`, cropped to its non-zero box, is not 0 or encloses what is; neighbours of a hole share a face. */
export function filledMask(view: View): Uint8Array {
  const { size } = view;
  const plane = size[1] * size[2];
  const mask = new Uint8Array(product(size)).fill(1);
  const slice = new Float32Array(plane);
  for (let k = 0; k < size[0]; k++) {
    readSlice(view, k, slice);
    for (let n = 0; n < plane; n++) if (slice[n] === 0) mask[k * plane + n] = 0;
  }
  floodFromOutside(mask, size);
  for (let n = 0; n < mask.length; n++) mask[n] = mask[n] === OUTSIDE ? 0 : 1;
  return mask;
}

const OUTSIDE = 2;

/** Marks what is 0 and reaches the faces of the box. */
function floodFromOutside(mask: Uint8Array, size: Vec3): void {
  const strides: Vec3 = [size[1] * size[2], size[2], 1];
  const queue: number[] = [];
  const visit = (n: number) => {
    if (mask[n] !== 0) return;
    mask[n] = OUTSIDE;
    queue.push(n);
  };
  for (const axis of AXES) {
    const [a, b] = AXES.filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
    for (let p = 0; p < size[a]; p++) {
      for (let q = 0; q < size[b]; q++) {
        const at = p * strides[a] + q * strides[b];
        visit(at);
        visit(at + (size[axis] - 1) * strides[axis]);
      }
    }
  }
  for (let n = queue.pop(); n !== undefined; n = queue.pop()) {
    const place = n;
    const at = perAxis((axis) => Math.floor(place / strides[axis]) % size[axis]);
    for (const axis of AXES) {
      if (at[axis] > 0) visit(n - strides[axis]);
      if (at[axis] + 1 < size[axis]) visit(n + strides[axis]);
    }
  }
}
