import type { MaskLayer } from '#viewer/viewer.ts';
import type { App } from './app.ts';

/** Shows what the findings say is visible, in their order, later ones over earlier ones, and what grows over all. */
export function drawMasks({ store, viewer, voxels }: Pick<App, 'store' | 'viewer' | 'voxels'>): void {
  const layers: MaskLayer[] = [];
  for (const finding of store.getState().findings) {
    const mask = voxels.mask(finding.id);
    if (finding.kind !== 'found' || !finding.visible || !mask) continue;
    layers.push({ key: finding.id, mask, color: finding.color, opacity: finding.opacity });
  }
  viewer.setMasks([...layers, ...voxels.growing.values()]);
}
