import { boxSize } from '#volume/boxes.ts';
import type { Mask, Vec3 } from '#volume/types.ts';

/**
 * How far samples are above the level of a mask: positive inside, negative outside, never 0. Sample (0, 0, 0) lies at voxel
 * `origin` of the mask's grid, the next ones `step` voxels further. All samples of the outermost layer are outside.
 */
export interface SignedField {
  readonly size: Vec3;
  /** i fastest. */
  readonly values: Int16Array;
  readonly origin: Vec3;
  readonly step: Vec3;
}

const FAR_OUTSIDE = -511;

/** `mask` with a layer of samples about its box, each sample the mean of `step` voxels along i, j, k. */
export function signedField(mask: Mask, step: Vec3): SignedField {
  const box = boxSize(mask.box);
  const inner = box.map((n, axis) => Math.ceil(n / (step[axis] ?? 1))) as unknown as Vec3;
  const size = inner.map((n) => n + 2) as unknown as Vec3;
  const values = new Int16Array(size[0] * size[1] * size[2]).fill(FAR_OUTSIDE);
  const isPlain = step.every((n) => n === 1);
  for (let k = 0; k < inner[2]; k++) {
    for (let j = 0; j < inner[1]; j++) {
      const at = ((k + 1) * size[1] + j + 1) * size[0] + 1;
      if (isPlain) copyRow(mask, (k * box[1] + j) * box[0], box[0], values, at);
      else for (let i = 0; i < inner[0]; i++) values[at + i] = meanOfBlock(mask, box, step, [i, j, k]);
    }
  }
  mirrorFaces(values, size);
  const origin = mask.box.from.map((n, axis) => n + ((step[axis] ?? 1) - 1) / 2 - (step[axis] ?? 1));
  return { size, values, origin: origin as unknown as Vec3, step };
}

function copyRow({ data, level }: Mask, from: number, length: number, to: Int16Array, at: number): void {
  for (let i = 0; i < length; i++) to[at + i] = 2 * ((data[from + i] as number) - level) + 1;
}

/** Voxels beyond the box count as far outside. */
function meanOfBlock({ data, level }: Mask, box: Vec3, step: Vec3, [i, j, k]: Vec3): number {
  let sum = 0;
  for (let c = k * step[2]; c < Math.min(box[2], (k + 1) * step[2]); c++) {
    for (let b = j * step[1]; b < Math.min(box[1], (j + 1) * step[1]); b++) {
      const row = (c * box[1] + b) * box[0];
      for (let a = i * step[0]; a < Math.min(box[0], (i + 1) * step[0]); a++) sum += data[row + a] as number;
    }
  }
  const mean = sum / (step[0] * step[1] * step[2]);
  // An odd number, so that no sample is 0.
  return 2 * Math.floor(mean - level) + 1;
}

/**
 * Where the mask goes on to the edge of the grid, the outer sample is as far outside as its neighbour is inside: the surface
 * then lies on the face of the voxel.
 */
function mirrorFaces(values: Int16Array, [ni, nj, nk]: Vec3): void {
  const mirror = (outer: number, inner: number) => {
    values[outer] = -Math.abs(values[inner] as number);
  };
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const row = (k * nj + j) * ni;
      mirror(row, row + 1);
      mirror(row + ni - 1, row + ni - 2);
    }
  }
  for (let k = 0; k < nk; k++) {
    for (let i = 0; i < ni; i++) {
      const column = k * nj * ni + i;
      mirror(column, column + ni);
      mirror(column + (nj - 1) * ni, column + (nj - 2) * ni);
    }
  }
  const slice = ni * nj;
  for (let n = 0; n < slice; n++) {
    mirror(n, n + slice);
    mirror((nk - 1) * slice + n, (nk - 2) * slice + n);
  }
}
