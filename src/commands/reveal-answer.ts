import { findingName } from '#messages/structure-name.ts';
import type { FindingId } from '#results/finding.ts';
import type { Layout } from '#viewer/viewer.ts';
import { toVoxel, toWorld, worldToVoxel } from '#volume/affine.ts';
import { isCutBy, largestSlicePoint, type Plane } from '#volume/slices.ts';
import type { Mask, WorldPoint } from '#volume/types.ts';
import type { App } from './app.ts';

type RevealApp = Pick<App, 'store' | 'viewer' | 'voxels'>;

/** The slices that a layout shows. */
const PLANES: Readonly<Record<Layout, readonly Plane[]>> = {
  'four-up': ['axial', 'coronal', 'sagittal'],
  'one-three': ['axial', 'coronal', 'sagittal'],
  row: ['axial', 'coronal', 'sagittal'],
  axial: ['axial'],
  coronal: ['coronal'],
  sagittal: ['sagittal'],
  render: [],
  // It shows every object of some size, whatever the crosshair is on.
  mosaic: [],
};

/**
 * Where no slice on the screen cuts any of the objects just found, moves the crosshair into the first of them, to the slice
 * with the most of it, and keeps the way back.
 */
export function revealAnswer({ store, viewer, voxels }: RevealApp, found: readonly FindingId[]): void {
  const { findings, crosshair, layout, crosshairTaken } = store.getState();
  const scan = voxels.scan();
  const objects = findings.filter(({ id, kind }) => kind === 'found' && found.includes(id));
  crosshairTaken(undefined);
  if (!scan || !crosshair || !hasSlices(layout)) return;
  const masks = objects.flatMap((object) => {
    const mask = voxels.mask(object.id);
    return mask ? [{ title: findingName(object), mask }] : [];
  });
  if (masks.some(({ mask }) => isShown(mask, layout, crosshair.at))) return;
  for (const { title, mask } of masks) {
    const point = largestSlicePoint(mask);
    if (!point) continue;
    viewer.lookAt(toWorld(mask.grid.voxelToWorld, point));
    crosshairTaken({ to: title, from: crosshair.at, volume: scan.volume.id });
    return;
  }
}

/** Whether a layout's slices follow the crosshair. */
export const hasSlices = (layout: Layout) => PLANES[layout].length > 0;

/** Whether a slice on the screen cuts `mask`, which lies on the scan's grid. */
export function isShown(mask: Mask, layout: Layout, crosshair: WorldPoint): boolean {
  const at = toVoxel(worldToVoxel(mask.grid), crosshair);
  return PLANES[layout].some((plane) => isCutBy(mask, plane, at));
}

/** Puts the crosshair back to where it was before an answer moved it. */
export function lookBack({ store, viewer }: RevealApp): void {
  const { taken, crosshairTaken } = store.getState();
  if (taken) viewer.lookAt(taken.from);
  crosshairTaken(undefined);
}

export function stayHere({ store }: RevealApp): void {
  store.getState().crosshairTaken(undefined);
}
