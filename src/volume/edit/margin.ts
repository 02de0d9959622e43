import { boxSize } from '#volume/boxes.ts';
import { type Runs, runsOf } from '#volume/runs.ts';
import type { Mask, Vec3 } from '#volume/types.ts';
import { ADDED, type Marks, REMOVED, rebox, trimmed, widenedBy } from './edits.ts';
import { ballExtent, type Extent, type ReachedRow, reachedRows } from './reach.ts';

/** Makes a mask larger: every voxel whose centre is within `extent` of the centre of one inside. Undefined where none is. */
export function grow(mask: Mask, extent: Extent): Marks | undefined {
  const reach = ballExtent(mask.grid, extent.mm).map(Math.ceil) as unknown as Vec3;
  const box = widenedBy(mask.box, reach, mask.grid);
  const inside = rebox(mask, box);
  const reached = dilated(runsOf(inside, boxSize(box), mask.level), reachedRows(mask.grid, extent));
  return changed(box, (n) => reached[n] === 1 && (inside[n] as number) < mask.level, ADDED);
}

/**
 * Makes a mask smaller: loses every voxel whose centre is within `extent` of the centre of one outside. Beyond the edge of the
 * scan there is none, so nothing is lost there. Undefined where nothing is.
 */
export function shrink(mask: Mask, extent: Extent): Marks | undefined {
  const box = widenedBy(mask.box, [1, 1, 1], mask.grid);
  const inside = rebox(mask, box);
  const outside = inside.map((byte) => (byte < mask.level ? 1 : 0));
  const reached = dilated(runsOf(outside, boxSize(box), 1), reachedRows(mask.grid, extent));
  return changed(box, (n) => reached[n] === 1 && (inside[n] as number) >= mask.level, REMOVED);
}

/** `mark` where `isChanged`, in the smallest box. */
export function changed(
  box: Marks['box'],
  isChanged: (index: number) => boolean,
  mark: number,
): Marks | undefined {
  const [ni, nj, nk] = boxSize(box);
  const data = new Uint8Array(ni * nj * nk);
  let count = 0;
  for (let n = 0; n < data.length; n++) {
    if (!isChanged(n)) continue;
    data[n] = mark;
    count += 1;
  }
  return count > 0 ? trimmed({ box, data }) : undefined;
}

/**
 * 1 for each voxel of the runs' box that a row of `reach` about a voxel inside comes to. Each row is filled from where runs
 * begin and end on it, so the time goes with runs times rows and not with voxels.
 */
function dilated(runs: Runs, reach: readonly ReachedRow[]): Uint8Array<ArrayBuffer> {
  const [ni, nj, nk] = runs.size;
  const data = new Uint8Array(ni * nj * nk);
  const steps = new Int32Array(ni + 1);
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      steps.fill(0);
      for (const row of reach) {
        const [fromJ, fromK] = [j - row.dj, k - row.dk];
        if (fromJ < 0 || fromK < 0 || fromJ >= nj || fromK >= nk) continue;
        addRuns(runs, fromK * nj + fromJ, row, steps);
      }
      fillRow(data, (k * nj + j) * ni, steps);
    }
  }
  return data;
}

function addRuns({ starts, from, to }: Runs, row: number, reach: ReachedRow, steps: Int32Array): void {
  const last = steps.length - 1;
  for (let run = starts[row] as number; run < (starts[row + 1] as number); run++) {
    const first = Math.max(0, (from[run] as number) + reach.from);
    const past = Math.min(last, (to[run] as number) + reach.to);
    if (first >= past) continue;
    steps[first] = (steps[first] as number) + 1;
    steps[past] = (steps[past] as number) - 1;
  }
}

function fillRow(data: Uint8Array, at: number, steps: Int32Array): void {
  let depth = 0;
  for (let i = 0; i < steps.length - 1; i++) {
    depth += steps[i] as number;
    if (depth > 0) data[at + i] = 1;
  }
}
