import { boxSize } from '#volume/boxes.ts';
import { eachRun, runsOf } from '#volume/runs.ts';
import type { Mask } from '#volume/types.ts';
import { ADDED, type Marks, rebox, trimmed, widenedBy } from './edits.ts';
import { enclosedRuns } from './enclosed.ts';
import { flood, rim } from './flood.ts';
import { changed } from './margin.ts';
import type { StoredAxis } from './reach.ts';

/**
 * Fills what is outside and wholly enclosed: from there no way over the faces of voxels leads out. With an axis, holes of
 * each slice across it. What opens at the edge of the scan is no hole. Undefined where there is none.
 */
export function fillHoles(mask: Mask, across?: StoredAxis): Marks | undefined {
  const box = widenedBy(mask.box, [1, 1, 1], mask.grid);
  const size = boxSize(box);
  const open = rebox(mask, box).map((byte) => (byte < mask.level ? 1 : 0));
  if (across === 0) {
    // Runs lie across these slices.
    flood(open, size, rim(size, across), across);
    return changed(box, (n) => open[n] === 1, ADDED);
  }
  const runs = runsOf(open, size, 1);
  const isEnclosed = enclosedRuns(runs, across);
  if (!isEnclosed.includes(1)) return undefined;
  const data = new Uint8Array(open.length);
  eachRun(runs, (j, k, from, to, run) => {
    const row = (k * size[1] + j) * size[0];
    if (isEnclosed[run]) data.fill(ADDED, row + from, row + to);
  });
  return trimmed({ box, data });
}
