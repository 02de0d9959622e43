import { determinant, spacing } from './affine.ts';
import type { Runs } from './runs.ts';
import type { Affine, Vec3 } from './types.ts';

/**
 * Area of the boundary of the voxels in `runs`, mm², by Crofton's formula: lines in thirteen directions pass through the voxels,
 * and how often they pass the boundary is in proportion to its area (Lehmann and Legland, Insight Journal 2012). Where slices
 * are thick, lines go over several voxels along the other axes, so that they point everywhere alike. What the runs leave out
 * is outside: a mask that the grid cuts is closed there.
 */
export function surfaceArea(runs: Runs, voxelToWorld: Affine): number {
  const voxels = countVoxels(runs);
  const cell = Math.abs(determinant(voxelToWorld));
  return linesOf(voxelToWorld).reduce((area, { line, weight, lengthMm }) => {
    // Behind a voxel without a neighbour a line leaves the mask, and each line enters as often as it leaves.
    const passes = 2 * (voxels - overlap(runs, line));
    return area + 2 * weight * passes * (cell / lengthMm);
  }, 0);
}

interface Line {
  /** From one voxel of it to the next, in voxels. */
  readonly line: Vec3;
  readonly lengthMm: number;
  readonly weight: number;
}

/** A threshold that is dragged asks for the same again and again. */
const known = new WeakMap<Affine, readonly Line[]>();

function linesOf(voxelToWorld: Affine): readonly Line[] {
  const before = known.get(voxelToWorld);
  if (before) return before;
  const lines = directions(voxelToWorld).map((line) => ({ line, mm: inMm(voxelToWorld, line) }));
  const weights = directionWeights(
    lines.map(({ mm }) => unit(mm)),
    facesOf(voxelToWorld),
  );
  const found = lines.map(({ line, mm }, n) => ({
    line,
    lengthMm: Math.hypot(...mm),
    weight: weights[n] ?? 0,
  }));
  known.set(voxelToWorld, found);
  return found;
}

function countVoxels({ count, from, to }: Runs): number {
  let voxels = 0;
  for (let run = 0; run < count; run++) voxels += (to[run] as number) - (from[run] as number);
  return voxels;
}

/** Of each pair of opposite ones, one. */
const HALF: readonly Vec3[] = [-1, 0, 1]
  .flatMap((k) => [-1, 0, 1].flatMap((j) => [-1, 0, 1].map((i): Vec3 => [i, j, k])))
  .filter(([i, j, k]) => k > 0 || (k === 0 && (j > 0 || (j === 0 && i > 0))));

/** The thirteen directions along edges and diagonals of a block of voxels that is nearly a cube, in voxels, none of them twice as long as needed. */
function directions(voxelToWorld: Affine): readonly Vec3[] {
  const along = spacing(voxelToWorld);
  const block = along.map((mm) => Math.max(1, Math.round(Math.max(...along) / mm)));
  return HALF.map((line) => {
    const [i, j, k] = line.map((n, axis) => n * (block[axis] ?? 1)) as unknown as Vec3;
    const common = divisor(divisor(Math.abs(i), Math.abs(j)), Math.abs(k));
    return [i / common, j / common, k / common];
  });
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function inMm([a, b, c, , d, e, f, , g, h, l]: Affine, [i, j, k]: Vec3): Vec3 {
  return [a * i + b * j + c * k, d * i + e * j + f * k, g * i + h * j + l * k];
}

function unit([x, y, z]: Vec3): Vec3 {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

/** As many normals as tell the mean over a sphere to three digits, spread evenly (a golden spiral on half of it). */
const NORMALS: readonly Vec3[] = Array.from({ length: 600 }, (_, n) => {
  const z = (n + 0.5) / 600;
  const turn = Math.PI * (1 + Math.sqrt(5)) * n;
  const r = Math.sqrt(1 - z * z);
  return [r * Math.cos(turn), r * Math.sin(turn), z];
});
/** How often each of the three faces of a voxel counts: an object that the scan cuts has large ones. */
const FACES = 60;
const ROUNDS = 100;

/**
 * How much each direction counts, together 1, so that a ball's area is without bias: those weights, none negative, with which the areas of
 * flat faces have the least squared error, whichever way they face, and those along the voxels above all. Found by
 * multiplicative updates (Lee and Seung 2001).
 */
function directionWeights(lines: readonly Vec3[], voxelFaces: readonly Vec3[]): readonly number[] {
  const normals = [...NORMALS, ...voxelFaces];
  const cosines = lines.map(([x, y, z]) => normals.map(([u, v, w]) => Math.abs(x * u + y * v + z * w)));
  const counted = (of: (n: number) => number) =>
    normals.reduce((sum, _, n) => sum + (n < NORMALS.length ? 1 : FACES) * of(n), 0);
  const products = cosines.map((one) =>
    cosines.map((other) => counted((n) => (one[n] as number) * (other[n] as number))),
  );
  // What all directions together should see of a face is half of it, whichever way it faces.
  const wanted = cosines.map((one) => counted((n) => (one[n] as number) / 2));
  let weights: readonly number[] = lines.map(() => 1 / lines.length);
  for (let round = 0; round < ROUNDS; round++) {
    weights = weights.map((weight, n) => {
      const seen = (products[n] ?? []).reduce((sum, product, m) => sum + product * (weights[m] ?? 0), 0);
      return (weight * (wanted[n] ?? 0)) / seen;
    });
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

/** The normals of a voxel's faces. */
function facesOf([a, b, c, , d, e, f, , g, h, l]: Affine): readonly Vec3[] {
  const [i, j, k]: readonly Vec3[] = [
    [a, d, g],
    [b, e, h],
    [c, f, l],
  ];
  const across = ([p, q, r]: Vec3, [u, v, w]: Vec3): Vec3 =>
    unit([q * w - r * v, r * u - p * w, p * v - q * u]);
  return i && j && k ? [across(i, j), across(j, k), across(k, i)] : [];
}

/** Voxels of `runs` that have another one of them at `line` from them. */
function overlap(runs: Runs, [i, j, k]: Vec3): number {
  const [, nj, nk] = runs.size;
  let common = 0;
  for (let c = Math.max(0, -k); c < Math.min(nk, nk - k); c++) {
    for (let b = Math.max(0, -j); b < Math.min(nj, nj - j); b++) {
      common += overlapOfRows(runs, c * nj + b, (c + k) * nj + b + j, i);
    }
  }
  return common;
}

/** Voxels of `row` that are in `other` when they are moved by `shift`. Both rows are in order, so one walk along the two will do. */
function overlapOfRows({ starts, from, to }: Runs, row: number, other: number, shift: number): number {
  let [a, b] = [starts[row] as number, starts[other] as number];
  const [pastA, pastB] = [starts[row + 1] as number, starts[other + 1] as number];
  let common = 0;
  while (a < pastA && b < pastB) {
    const [endA, endB] = [(to[a] as number) + shift, to[b] as number];
    const shared = Math.min(endA, endB) - Math.max((from[a] as number) + shift, from[b] as number);
    if (shared > 0) common += shared;
    if (endA < endB) a++;
    else b++;
  }
  return common;
}
