import { keepLargeComponents } from '#volume/components.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import { AXES, perAxis, product } from './axes.ts';
import type { Layout } from './layout.ts';
import type { NetworkInput } from './prepare.ts';
import { resampleSlices } from './resample.ts';
import { identityTaps } from './taps.ts';

/** A coarse look has one sample where the network's input has this many along each axis. */
const SHRINK = 2;
/** Samples of the coarse look by which a structure may be larger than it seems there. */
const MARGIN = 2;
/** Pieces of a smaller share of the largest are taken for noise; if they are none, they are missed by the look alone. */
const NOISE = 0.1;

/** What the network is shown, at half as many samples along each axis: each the mean of those in its place. */
export function coarseInput({ data, size }: Pick<NetworkInput, 'data' | 'size'>): {
  readonly data: Float32Array;
  readonly size: Vec3;
} {
  const small = perAxis((axis) => Math.ceil(size[axis] / SHRINK));
  const plane = size[1] * size[2];
  const read = (k: number, out: Float32Array) => out.set(data.subarray(k * plane, (k + 1) * plane));
  const linear = { inPlane: 1, through: 1, bySlice: false } as const;
  return { data: resampleSlices({ size, read }, small, linear), size: small };
}

/** Labels are decided at the samples of a field of `size` themselves. */
export function plainLayout(size: Vec3): Layout {
  const along = <T>(of: (count: number) => T): [T, T, T] => [of(size[0]), of(size[1]), of(size[2])];
  return {
    size,
    taps: along(identityTaps),
    places: along((count) => Int32Array.from({ length: count }, (_, n) => n)),
    box: { from: [0, 0, 0], to: size },
  };
}

/**
 * Where, of the `size` of samples that the network is shown, a coarse look saw a label: the box about its pieces, with a margin.
 * undefined where it saw none.
 */
export function seenIn(
  labels: ArrayLike<number>,
  coarse: Vec3,
  label: number,
  size: Vec3,
): VoxelBox | undefined {
  const mask = Uint8Array.from(labels, (each) => (each === label ? 1 : 0));
  keepLargeComponents(mask, [coarse[2], coarse[1], coarse[0]], NOISE);
  const box = boxOf(mask, coarse);
  if (!box) return undefined;
  return {
    from: perAxis((axis) => Math.max(0, Math.floor(((box.from[axis] - MARGIN) * size[axis]) / coarse[axis]))),
    to: perAxis((axis) =>
      Math.min(size[axis], Math.ceil(((box.to[axis] + MARGIN) * size[axis]) / coarse[axis])),
    ),
  };
}

function boxOf(mask: Uint8Array, size: Vec3): VoxelBox | undefined {
  const from: [number, number, number] = [...size];
  const to: [number, number, number] = [0, 0, 0];
  const strides = [size[1] * size[2], size[2], 1] as const;
  for (let n = mask.indexOf(1); n >= 0; n = mask.indexOf(1, n + 1)) {
    for (const axis of AXES) {
      const at = Math.floor(n / strides[axis]) % size[axis];
      from[axis] = Math.min(from[axis], at);
      to[axis] = Math.max(to[axis], at + 1);
    }
  }
  return product(to) > 0 ? { from, to } : undefined;
}
