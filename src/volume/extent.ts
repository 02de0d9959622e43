import type { Affine, Grid, Vec3, WorldBox } from './types.ts';

const AS_THEY_ARE: Affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];

/** The smallest box that holds what an affine makes of the points included. Nothing is made for each of them: there may be millions. */
export class Extent {
  readonly #affine: Affine;
  #x0 = Number.POSITIVE_INFINITY;
  #y0 = Number.POSITIVE_INFINITY;
  #z0 = Number.POSITIVE_INFINITY;
  #x1 = Number.NEGATIVE_INFINITY;
  #y1 = Number.NEGATIVE_INFINITY;
  #z1 = Number.NEGATIVE_INFINITY;

  constructor(affine: Affine = AS_THEY_ARE) {
    this.#affine = affine;
  }

  include(i: number, j: number, k: number): void {
    const m = this.#affine;
    const x = m[0] * i + m[1] * j + m[2] * k + m[3];
    const y = m[4] * i + m[5] * j + m[6] * k + m[7];
    const z = m[8] * i + m[9] * j + m[10] * k + m[11];
    if (x < this.#x0) this.#x0 = x;
    if (x > this.#x1) this.#x1 = x;
    if (y < this.#y0) this.#y0 = y;
    if (y > this.#y1) this.#y1 = y;
    if (z < this.#z0) this.#z0 = z;
    if (z > this.#z1) this.#z1 = z;
  }

  /** The box, made larger by `below` at its low end and by `above` at its high end. */
  grown(below: Vec3, above: Vec3): WorldBox {
    return {
      from: [this.#x0 - below[0], this.#y0 - below[1], this.#z0 - below[2]],
      to: [this.#x1 + above[0], this.#y1 + above[1], this.#z1 + above[2]],
    };
  }
}

/** How far a voxel reaches from its centre along x, y, z, either way. */
export function halfVoxel({ voxelToWorld }: Grid): readonly [below: Vec3, above: Vec3] {
  const [a, b, c, , d, e, f, , g, h, l]: Affine = voxelToWorld;
  const half = (...along: number[]) => along.reduce((sum, value) => sum + Math.abs(value), 0) / 2;
  const reach: Vec3 = [half(a, b, c), half(d, e, f), half(g, h, l)];
  return [reach, reach];
}
