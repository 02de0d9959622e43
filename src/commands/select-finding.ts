import type { FindingId } from '#results/finding.ts';
import { toWorld } from '#volume/affine.ts';
import { largestSlicePoint } from '#volume/slices.ts';
import type { App } from './app.ts';
import { hasSlices, isShown } from './reveal-answer.ts';

type SelectApp = Pick<App, 'store' | 'viewer' | 'voxels'>;

/**
 * Makes an object the one that the page is about, or none. The views draw its outline stronger than the others'; where there
 * are slices on the screen and none shows it, the crosshair goes into it, to the axial slice with the most of it.
 */
export function selectFinding({ store, viewer, voxels }: SelectApp, id: FindingId | undefined): void {
  const { findingSelected, crosshair, layout } = store.getState();
  findingSelected(id);
  viewer.setEmphasis(id);
  const mask = id && voxels.mask(id);
  if (!mask || !hasSlices(layout) || (crosshair && isShown(mask, layout, crosshair.at))) return;
  const point = largestSlicePoint(mask);
  if (point) viewer.lookAt(toWorld(mask.grid.voxelToWorld, point));
}
