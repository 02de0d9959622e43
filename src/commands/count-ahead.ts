import { nextTask } from '#browser/next-task.ts';
import { countedVoxels } from '#results/counted-voxels.ts';
import { foundObjects } from '#results/finding.ts';
import type { Mask } from '#volume/types.ts';
import type { App } from './app.ts';

/** Of one task, so that the page answers meanwhile. */
const SHARE_MS = 25;

/** Counts what any two objects share, `coming` ones too, in tasks of their own: whoever wants it all at once then finds it counted. */
export async function countAhead(
  { store, voxels }: Pick<App, 'store' | 'voxels'>,
  coming: readonly Mask[] = [],
): Promise<void> {
  const there = foundObjects(store.getState().findings).flatMap(({ id }) => voxels.mask(id) ?? []);
  const masks = [...there, ...coming];
  let began = performance.now();
  for (const [n, mask] of masks.entries()) {
    for (const other of masks.slice(n + 1)) {
      if (performance.now() - began > SHARE_MS) {
        await nextTask();
        began = performance.now();
      }
      countedVoxels(mask, other);
    }
  }
}
