import type { Runs } from './runs.ts';
import type { Affine, Vec3 } from './types.ts';

/**
 * The largest distance between the middles of two faces of the voxels in `runs`, mm; undefined of nothing. Exact: voxels are left
 * out only where two others are shown to lie further apart.
 */
export function longestDiameter(runs: Runs, voxelToWorld: Affine): number | undefined {
  const corners = cornersOf(runs);
  if (corners.length === 0) return undefined;
  const { xs, ys, zs, out } = fromMiddle(corners.map((corner) => placeOf(voxelToWorld, corner)));
  const toFace = halfSteps(voxelToWorld);
  // A pair of faces is further apart than their voxels by so much at most.
  const reach = 2 * Math.max(...toFace.map(length));
  const least = (longest: number) => Math.max(0, longest - reach);
  let longest = 0;
  for (let n = 0; n < out.length; n++) {
    // Outermost first: two are no further apart than by way of the middle.
    if (2 * (out[n] as number) <= least(longest)) break;
    for (let m = n; m < out.length; m++) {
      if ((out[n] as number) + (out[m] as number) <= least(longest)) break;
      const x = (xs[n] as number) - (xs[m] as number);
      const y = (ys[n] as number) - (ys[m] as number);
      const z = (zs[n] as number) - (zs[m] as number);
      if (x * x + y * y + z * z < least(longest) ** 2) continue;
      longest = Math.max(longest, betweenFaces([x, y, z], toFace));
    }
  }
  return longest;
}

/** Places from their middle, the outermost first; `out`: how far each is from it. */
function fromMiddle(points: readonly Vec3[]) {
  const [x, y, z] = points
    .reduce(([a, b, c], [p, q, r]) => [a + p, b + q, c + r])
    .map((all) => all / points.length);
  const moved = points
    .map(([a, b, c]): Vec3 => [a - (x ?? 0), b - (y ?? 0), c - (z ?? 0)])
    .map((point) => ({ point, out: length(point) }))
    .sort((one, other) => other.out - one.out);
  const along = (axis: 0 | 1 | 2) => Float64Array.from(moved, ({ point }) => point[axis]);
  return { xs: along(0), ys: along(1), zs: along(2), out: Float64Array.from(moved, ({ out }) => out) };
}

/** From the middle of a voxel to those of its faces, mm. */
function halfSteps([a, b, c, , d, e, f, , g, h, l]: Affine): readonly Vec3[] {
  return [0.5, -0.5].flatMap((n): readonly Vec3[] => [
    [n * a, n * d, n * g],
    [n * b, n * e, n * h],
    [n * c, n * f, n * l],
  ]);
}

function betweenFaces([x, y, z]: Vec3, toFace: readonly Vec3[]): number {
  let longest = 0;
  for (const [a, b, c] of toFace) {
    for (const [p, q, r] of toFace) longest = Math.max(longest, length([x + a - p, y + b - q, z + c - r]));
  }
  return longest;
}

/** Voxels among which are the two that lie furthest apart: those that are corners of the hull of their slice, whichever axis it is cut across. */
function cornersOf(runs: Runs): readonly Vec3[] {
  return cornersAcross(cornersAcross(cornersOfSlices(runs), 1, 0, 2), 0, 1, 2);
}

/** The rows of a slice along k come in order, so that most of the voxels are gone before anything is sorted. */
function cornersOfSlices({ size: [, nj, nk], starts, from, to }: Runs): readonly Vec3[] {
  const corners: Vec3[] = [];
  const [low, high] = [new RowHull(nj, 1), new RowHull(nj, -1)];
  for (let k = 0; k < nk; k++) {
    low.clear();
    high.clear();
    for (let j = 0; j < nj; j++) {
      const [first, past] = [starts[k * nj + j] as number, starts[k * nj + j + 1] as number];
      if (first === past) continue;
      low.extend(j, from[first] as number);
      high.extend(j, (to[past - 1] as number) - 1);
    }
    corners.push(...low.corners(k), ...high.corners(k));
  }
  return corners;
}

/** One side of the hull of the rows of a slice, one end of each row in turn (Andrew 1979). */
class RowHull {
  readonly #turn: 1 | -1;
  readonly #rows: Int32Array;
  readonly #ends: Int32Array;
  #count = 0;

  constructor(most: number, turn: 1 | -1) {
    this.#turn = turn;
    this.#rows = new Int32Array(most);
    this.#ends = new Int32Array(most);
  }

  clear(): void {
    this.#count = 0;
  }

  extend(row: number, end: number): void {
    const [rows, ends] = [this.#rows, this.#ends];
    let count = this.#count;
    while (count > 1) {
      const [row0, end0] = [rows[count - 2] as number, ends[count - 2] as number];
      const run = (rows[count - 1] as number) - row0;
      const rise = (ends[count - 1] as number) - end0;
      if (this.#turn * ((end - end0) * run - rise * (row - row0)) > 0) break;
      count -= 1;
    }
    rows[count] = row;
    ends[count] = end;
    this.#count = count + 1;
  }

  corners(k: number): readonly Vec3[] {
    return Array.from({ length: this.#count }, (_, n) => [
      this.#ends[n] as number,
      this.#rows[n] as number,
      k,
    ]);
  }
}

type Axis = 0 | 1 | 2;

/** Those of `points` that are corners of the hull of the points at the same place along `axis`; the other two axes are `u` and `v`. */
function cornersAcross(points: readonly Vec3[], axis: Axis, u: Axis, v: Axis): readonly Vec3[] {
  const planes = new Map<number, Vec3[]>();
  for (const point of points) {
    const plane = planes.get(point[axis]);
    if (plane) plane.push(point);
    else planes.set(point[axis], [point]);
  }
  return [...planes.values()].flatMap((plane) => {
    const sorted = plane.toSorted((one, other) => one[v] - other[v] || one[u] - other[u]);
    const [low, high]: [Vec3[], Vec3[]] = [[], []];
    for (const point of sorted) {
      extend(low, point, u, v, 1);
      extend(high, point, u, v, -1);
    }
    return [...new Set([...low, ...high])];
  });
}

/** Adds a point, the furthest along `v` so far, to one side of a hull, and drops those that are no corners any more (Andrew 1979). */
function extend(side: Vec3[], point: Vec3, u: Axis, v: Axis, turn: 1 | -1): void {
  while (side.length > 1) {
    const [before, last] = [side[side.length - 2] as Vec3, side[side.length - 1] as Vec3];
    const [run, rise] = [last[v] - before[v], last[u] - before[u]];
    if (turn * ((point[u] - before[u]) * run - rise * (point[v] - before[v])) > 0) break;
    side.pop();
  }
  side.push(point);
}

function placeOf([a, b, c, x, d, e, f, y, g, h, l, z]: Affine, [i, j, k]: Vec3): Vec3 {
  return [a * i + b * j + c * k + x, d * i + e * j + f * k + y, g * i + h * j + l * k + z];
}

function length([x, y, z]: Vec3): number {
  return Math.sqrt(x * x + y * y + z * z);
}
