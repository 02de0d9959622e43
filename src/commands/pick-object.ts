import { type FoundObject, foundObjects } from '#results/finding.ts';
import { clippedAway } from '#volume/clip.ts';
import { firstHit } from '#volume/ray.ts';
import type { Ray, ViewPoint } from '#volume/tile.ts';
import type { Mask } from '#volume/types.ts';
import type { App } from './app.ts';
import { readPoint } from './read-point.ts';
import { selectFinding } from './select-finding.ts';

type PickApp = Pick<App, 'store' | 'viewer' | 'voxels'>;

/**
 * Selects the object that was clicked on: on a slice the one painted last of those there, in 3D the one nearest to the
 * viewer, into which the crosshair goes. A click beside all of them changes nothing.
 */
export function pickObject(app: PickApp, at: ViewPoint | Ray): void {
  if ('voxel' in at) {
    const [object] = readPoint(app, at.voxel).objects;
    if (object) selectFinding(app, object.id);
    return;
  }
  const { store, viewer, voxels } = app;
  const { findings, clip, volume } = store.getState();
  if (volume.at !== 'ready') return;
  const { grid } = volume.info;
  const seen = foundObjects(findings).flatMap((object): { object: FoundObject; mask: Mask }[] => {
    const mask = voxels.mask(object.id);
    return mask && object.visible && object.opacity > 0 ? [{ object, mask }] : [];
  });
  const masks = seen.map(({ mask }) => mask);
  const hit = firstHit(masks, grid, at, clip && clippedAway(grid, clip));
  const met = hit && seen[hit.index];
  if (!hit || !met) return;
  viewer.lookAt(hit.at);
  selectFinding(app, met.object.id);
}
