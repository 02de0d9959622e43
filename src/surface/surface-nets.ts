import type { SignedField } from './signed-field.ts';

/** A surface in the samples of a field; quads as two triangles, which go anticlockwise in a right-handed grid. */
export interface FieldSurface {
  /** i, j, k of each vertex in turn, in samples. */
  readonly points: Float32Array<ArrayBuffer>;
  readonly triangles: Uint32Array<ArrayBuffer>;
}

/**
 * Surface nets (Gibson 1998): one vertex in every cell of 2 × 2 × 2 samples that has both signs, in the middle of the points
 * at which its edges change sign; one quad for every edge that does, between the four cells about it. Closed, as the
 * outermost samples are all outside.
 */
export function surfaceNets(field: SignedField): FieldSurface {
  const { size } = field;
  const [ni, nj, nk] = size;
  const points = new Growing(Float32Array, 3 * 4096);
  const triangles = new Growing(Uint32Array, 6 * 4096);
  const slice = ni * nj;
  /** The vertex of each cell of this slice of cells and of the one below. */
  let [below, here] = [new Int32Array(slice).fill(-1), new Int32Array(slice).fill(-1)];
  for (let k = 0; k < nk - 1; k++) {
    here.fill(-1);
    for (let j = 0; j < nj - 1; j++) {
      for (let i = 0; i < ni - 1; i++) {
        const at = k * slice + j * ni + i;
        const signs = cornerSigns(field.values, at, ni, slice);
        if (signs === 0 || signs === 255) continue;
        const cell = j * ni + i;
        here[cell] = points.length / 3;
        addVertex(field.values, at, ni, slice, [i, j, k], points);
        addQuads(signs, cell, ni, here, below, triangles);
      }
    }
    [below, here] = [here, below];
  }
  return { points: points.taken(), triangles: triangles.taken() };
}

/** Bit n: whether corner n of the cell is inside; corner i + 2 j + 4 k. */
function cornerSigns(values: Int16Array, at: number, ni: number, slice: number): number {
  const inside = (n: number) => ((values[n] as number) > 0 ? 1 : 0);
  return (
    inside(at) |
    (inside(at + 1) << 1) |
    (inside(at + ni) << 2) |
    (inside(at + ni + 1) << 3) |
    (inside(at + slice) << 4) |
    (inside(at + slice + 1) << 5) |
    (inside(at + slice + ni) << 6) |
    (inside(at + slice + ni + 1) << 7)
  );
}

/** The twelve edges of a cell: a corner, and the axis along which the other end lies. */
const EDGES: readonly (readonly [corner: number, axis: 0 | 1 | 2])[] = [0, 1, 2, 3, 4, 5, 6, 7].flatMap(
  (corner) =>
    ([0, 1, 2] as const).filter((axis) => !(corner & (1 << axis))).map((axis) => [corner, axis] as const),
);

function addVertex(
  values: Int16Array,
  at: number,
  ni: number,
  slice: number,
  [i, j, k]: readonly [number, number, number],
  points: Growing<Float32Array<ArrayBuffer>>,
): void {
  const offset = (corner: number) => at + (corner & 1) + (corner & 2 ? ni : 0) + (corner & 4 ? slice : 0);
  const sum: [number, number, number] = [0, 0, 0];
  let crossings = 0;
  for (const [corner, axis] of EDGES) {
    const a = values[offset(corner)] as number;
    const b = values[offset(corner | (1 << axis))] as number;
    if (a > 0 === b > 0) continue;
    crossings += 1;
    sum[0] += corner & 1;
    sum[1] += (corner >> 1) & 1;
    sum[2] += (corner >> 2) & 1;
    sum[axis] += a / (a - b);
  }
  points.push(i + sum[0] / crossings, j + sum[1] / crossings, k + sum[2] / crossings);
}

/** Quads about the three edges that meet in the cell's first corner, each between this cell and three before it. */
function addQuads(
  signs: number,
  cell: number,
  ni: number,
  here: Int32Array,
  below: Int32Array,
  triangles: Growing<Uint32Array<ArrayBuffer>>,
): void {
  const isInside = (signs & 1) === 1;
  const vertex = (cells: Int32Array, n: number) => cells[n] as number;
  const quad = (a: number, b: number, c: number, d: number) => {
    if (isInside) triangles.push(a, b, c, a, c, d);
    else triangles.push(a, c, b, a, d, c);
  };
  const own = vertex(here, cell);
  if (isInside !== (signs & 2) > 0) {
    quad(own, vertex(here, cell - ni), vertex(below, cell - ni), vertex(below, cell));
  }
  if (isInside !== (signs & 4) > 0) {
    quad(own, vertex(below, cell), vertex(below, cell - 1), vertex(here, cell - 1));
  }
  if (isInside !== (signs & 16) > 0) {
    quad(own, vertex(here, cell - 1), vertex(here, cell - ni - 1), vertex(here, cell - ni));
  }
}

/** A typed array that grows. */
class Growing<T extends Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>> {
  readonly #make: new (
    length: number,
  ) => T;
  #items: T;
  length = 0;

  constructor(make: new (length: number) => T, length: number) {
    this.#make = make;
    this.#items = new make(length);
  }

  push(...items: readonly number[]): void {
    if (this.length + items.length > this.#items.length) {
      const larger = new this.#make(2 * this.#items.length);
      larger.set(this.#items);
      this.#items = larger;
    }
    for (const item of items) this.#items[this.length++] = item;
  }

  /** What was pushed, in an array of its own. */
  taken(): T {
    return this.#items.slice(0, this.length) as T;
  }
}
