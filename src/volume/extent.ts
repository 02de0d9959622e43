import type { Affine, Grid, Vec3, WorldBox } from './types.ts';

/** The smallest box that holds the points included. */
export class Extent {
  readonly #low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  readonly #high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];

  include(point: readonly [number, number, number]): void {
    for (let axis = 0; axis < 3; axis++) {
      const at = point[axis] ?? 0;
      if (at < (this.#low[axis] ?? 0)) this.#low[axis] = at;
      if (at > (this.#high[axis] ?? 0)) this.#high[axis] = at;
    }
  }

  /** The box, made larger by `below` at its low end and by `above` at its high end. */
  grown(below: Vec3, above: Vec3): WorldBox {
    const low = (axis: 0 | 1 | 2) => (this.#low[axis] ?? 0) - below[axis];
    const high = (axis: 0 | 1 | 2) => (this.#high[axis] ?? 0) + above[axis];
    return { from: [low(0), low(1), low(2)], to: [high(0), high(1), high(2)] };
  }
}

/** How far a voxel reaches from its centre along x, y, z, either way. */
export function halfVoxel({ voxelToWorld }: Grid): readonly [below: Vec3, above: Vec3] {
  const [a, b, c, , d, e, f, , g, h, l]: Affine = voxelToWorld;
  const half = (...along: number[]) => along.reduce((sum, value) => sum + Math.abs(value), 0) / 2;
  const reach: Vec3 = [half(a, b, c), half(d, e, f), half(g, h, l)];
  return [reach, reach];
}
