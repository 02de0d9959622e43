import { boxSize } from '#volume/boxes.ts';
import type { Mask } from '#volume/types.ts';
import { ADDED, type Marks, rebox, widenedBy } from './edits.ts';
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
  flood(open, size, rim(size, across), across);
  return changed(box, (n) => open[n] === 1, ADDED);
}
