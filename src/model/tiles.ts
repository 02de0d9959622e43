import type { Vec3, VoxelBox } from '#volume/types.ts';
import type { WindowTiling } from './tilings.ts';

/** A box of the model grid, along x, y, z. It may begin before the grid's first sample and end past its last. */
export interface Tile {
  readonly start: Vec3;
  readonly size: Vec3;
}

/**
 * Every tile of a grid of `size` samples, z slowest; windows cover `box` alone (docs/geometry.md, 5).
 * Twin of `tiles` in training/mini/predict.py.
 */
export function tilesOf(
  size: Vec3,
  tiling: WindowTiling,
  { from, to }: VoxelBox = { from: [0, 0, 0], to: size },
): readonly Tile[] {
  const along = (axis: 0 | 1 | 2) => {
    const n = to[axis] - from[axis];
    const { length, starts } = windows(n, tiling.size[axis], tiling.multipleOf[axis], tiling.overlap);
    return { length, starts: starts.map((start) => start + from[axis]) };
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  const extent: Vec3 = [x.length, y.length, z.length];
  return z.starts.flatMap((k) =>
    y.starts.flatMap((j) => x.starts.map((i) => ({ start: [i, j, k] as const, size: extent }))),
  );
}

interface Windows {
  readonly length: number;
  readonly starts: readonly number[];
}

/** Windows along an axis of `n` samples. */
export function windows(n: number, largest: number, multipleOf: number, overlap: number): Windows {
  if (n <= largest) {
    const length = Math.ceil(n / multipleOf) * multipleOf;
    return { length, starts: [0 - Math.floor((length - n) / 2)] };
  }
  const count = Math.ceil((n - largest) / (largest * (1 - overlap)) - 1e-9) + 1;
  const step = (n - largest) / (count - 1);
  return { length: largest, starts: Array.from({ length: count }, (_, i) => Math.floor(i * step + 0.5)) };
}

/** How much a window's logits count at each of its `length` samples along one axis. */
export function blendWeights(length: number, blend: 'gaussian' | 'constant'): Float64Array {
  const centre = (length - 1) / 2;
  const spread = length / 8;
  return Float64Array.from({ length }, (_, i) =>
    blend === 'constant' ? 1 : Math.exp(-0.5 * ((i - centre) / spread) ** 2),
  );
}

/** The least that a sample of a window counts. */
export const SMALLEST_WEIGHT = 1e-3;
