import { sharedAmong } from '#results/shared-voxels.ts';
import type { MaskLayer } from '#viewer/viewer.ts';
import type { App } from './app.ts';

/**
 * Notes which objects share voxels, and brings the views to what the findings say, in their order, later ones over earlier
 * ones, and what grows over all. Only what differs from what the viewer has is drawn anew.
 */
export function drawMasks({ store, viewer, voxels }: Pick<App, 'store' | 'viewer' | 'voxels'>): void {
  const { findings, sharedCounted } = store.getState();
  // A stroke under way has no time for it, and its end counts anew.
  if (!voxels.inHand) sharedCounted(sharedAmong(findings, (id) => voxels.mask(id)));
  const layers: MaskLayer[] = [];
  for (const finding of store.getState().findings) {
    const mask = voxels.mask(finding.id);
    if (finding.kind !== 'found' || !mask) continue;
    const { id, color, visible, opacity } = finding;
    const drawn = { changed: voxels.changed(id), isInHand: voxels.inHand === id };
    layers.push({ key: id, mask, color, opacity: visible && !voxels.difference ? opacity : 0, ...drawn });
  }
  layers.push(...(voxels.difference ?? []), ...voxels.growing.values());
  const keys = layers.map(({ key }) => key);
  for (const key of viewer.objects()) if (!keys.includes(key)) viewer.removeObject(key);
  for (const layer of layers) viewer.setObject(layer);
  viewer.setOrder(keys);
}
