import { eachRun, type Runs, runsOf } from './runs.ts';
import type { Vec3 } from './types.ts';

/** The connected components of runs. Voxels that share a face, an edge or a corner are connected. */
export interface ConnectedComponents {
  /** Per run: which component it belongs to. Components are numbered in the order of their first voxels. */
  readonly of: Int32Array;
  /** Per component. */
  readonly voxels: readonly number[];
}

/** Twin: `largest_component` in training/mini/geometry.py (scipy.ndimage.label). */
export function connectedComponents(runs: Runs): ConnectedComponents {
  const parent = new Int32Array(runs.count);
  for (let run = 0; run < runs.count; run++) parent[run] = run;
  const [, nj, nk] = runs.size;
  for (let row = 0; row < nj * nk; row++) {
    if (runs.starts[row] === runs.starts[row + 1]) continue;
    // Of the rows beside it those that come before it: one in its slice, three in the slice before.
    const j = row % nj;
    if (j > 0) joinRows(runs, parent, row, row - 1);
    if (row < nj) continue;
    const before = row - nj;
    for (let other = Math.max(0, j - 1); other < Math.min(nj, j + 2); other++) {
      joinRows(runs, parent, row, before - j + other);
    }
  }
  return numbered(runs, parent);
}

/** Joins the runs of `row` with those of `other` that they touch. Both are in order, so one walk along the two will do. */
function joinRows({ starts, from, to }: Runs, parent: Int32Array, row: number, other: number): void {
  let there = starts[other] as number;
  const past = starts[other + 1] as number;
  for (let here = starts[row] as number; here < (starts[row + 1] as number); here++) {
    const first = from[here] as number;
    const last = to[here] as number;
    while (there < past && (to[there] as number) < first) there++;
    for (let next = there; next < past && (from[next] as number) <= last; next++) join(parent, here, next);
  }
}

function join(parent: Int32Array, a: number, b: number): void {
  const rootA = root(parent, a);
  const rootB = root(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

function root(parent: Int32Array, run: number): number {
  let at = run;
  while (parent[at] !== at) {
    // Halving the path on the way keeps later walks short.
    parent[at] = parent[parent[at] as number] as number;
    at = parent[at] as number;
  }
  return at;
}

/** Every root comes before the runs that it stands for. */
function numbered({ count, from, to }: Runs, parent: Int32Array): ConnectedComponents {
  const of = new Int32Array(count);
  const voxels: number[] = [];
  for (let run = 0; run < count; run++) {
    const first = root(parent, run);
    if (first === run) of[run] = voxels.push(0) - 1;
    else of[run] = of[first] as number;
    const component = of[run] as number;
    voxels[component] = (voxels[component] ?? 0) + (to[run] as number) - (from[run] as number);
  }
  return { of, voxels };
}

/** The component with the most voxels; of equal ones the first in memory. undefined where there is none. */
export function largestComponent({ voxels }: ConnectedComponents): number | undefined {
  const most = mostVoxels(voxels);
  return most > 0 ? voxels.indexOf(most) : undefined;
}

function mostVoxels(voxels: readonly number[]): number {
  return voxels.reduce((most, each) => Math.max(most, each), 0);
}

/** Clears, in place, the runs of `data` (of the runs' box) that belong to components which `isKept` refuses. */
export function clearComponents(
  data: Uint8Array,
  runs: Runs,
  { of }: ConnectedComponents,
  isKept: (component: number) => boolean,
): void {
  const [ni, nj] = runs.size;
  eachRun(runs, (j, k, from, to, run) => {
    if (isKept(of[run] ?? 0)) return;
    const row = (k * nj + j) * ni;
    data.fill(0, row + from, row + to);
  });
}

/**
 * Clears, in place, the connected components of `mask` (0 and 1, i fastest) of fewer voxels than `share`, 0..1, of its
 * largest. Twin: `large_components` in training/mini/geometry.py.
 */
export function keepLargeComponents(mask: Uint8Array, size: Vec3, share: number): void {
  const runs = runsOf(mask, size, 1);
  const components = connectedComponents(runs);
  const least = share * mostVoxels(components.voxels);
  clearComponents(mask, runs, components, (component) => (components.voxels[component] ?? 0) >= least);
}
