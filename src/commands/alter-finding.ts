import type { Appearance, FindingId } from '#results/finding.ts';
import type { App } from './app.ts';
import { drawMasks } from './draw-masks.ts';
import { selectFinding } from './select-finding.ts';

type FindingApp = Pick<App, 'store' | 'viewer' | 'voxels'>;

/** Shows, hides, fades or recolours one object. */
export function alterFinding(app: FindingApp, id: FindingId, appearance: Partial<Appearance>): void {
  app.store.getState().findingAltered(id, appearance);
  drawMasks(app);
}

export function removeFinding(app: FindingApp, id: FindingId): void {
  const { selected, findingRemoved } = app.store.getState();
  if (selected === id) selectFinding(app, undefined);
  findingRemoved(id);
  app.voxels.forgetMask(id);
  drawMasks(app);
}

/** Puts the crosshair on the middle of an object. */
export function locateFinding({ store, viewer }: FindingApp, id: FindingId): void {
  const finding = store.getState().findings.find((candidate) => candidate.id === id);
  if (finding?.kind !== 'found' || !finding.measurement.centroid) return;
  viewer.lookAt(finding.measurement.centroid);
}
