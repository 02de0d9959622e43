import { eachRun, type Runs } from '#volume/runs.ts';
import type { Vec3 } from '#volume/types.ts';

/**
 * Per run, whether no way over the faces of voxels leads from it to the rim of the runs' box. `across` 1 or 2: within each
 * slice across that axis, whose rim then counts.
 */
export function enclosedRuns(runs: Runs, across: 1 | 2 | undefined): Uint8Array {
  const parent = Int32Array.from({ length: runs.count }, (_, run) => run);
  const [, nj, nk] = runs.size;
  for (let row = 0; row < nj * nk; row++) {
    if (across !== 1 && row % nj > 0) joinFaces(runs, parent, row, row - 1);
    if (across !== 2 && row >= nj) joinFaces(runs, parent, row, row - nj);
  }
  const isOpen = new Uint8Array(runs.count);
  eachRun(runs, (j, k, from, to, run) => {
    if (isAtRim(runs.size, across, j, k, from, to)) isOpen[root(parent, run)] = 1;
  });
  return Uint8Array.from(parent, (_, run) => (isOpen[root(parent, run)] ? 0 : 1));
}

function isAtRim(
  [ni, nj, nk]: Vec3,
  across: 1 | 2 | undefined,
  j: number,
  k: number,
  from: number,
  to: number,
): boolean {
  const isEdge = (at: number, size: number) => at === 0 || at === size - 1;
  return from === 0 || to === ni || (across !== 1 && isEdge(j, nj)) || (across !== 2 && isEdge(k, nk));
}

/** Joins the runs of two rows that have voxels beside each other. Both are in order, so one walk along the two will do. */
function joinFaces({ starts, from, to }: Runs, parent: Int32Array, row: number, other: number): void {
  let there = starts[other] as number;
  const past = starts[other + 1] as number;
  for (let here = starts[row] as number; here < (starts[row + 1] as number); here++) {
    while (there < past && (to[there] as number) <= (from[here] as number)) there++;
    for (let next = there; next < past && (from[next] as number) < (to[here] as number); next++) {
      parent[root(parent, next)] = root(parent, here);
    }
  }
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
