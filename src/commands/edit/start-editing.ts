import type { App } from '#commands/app.ts';
import { chooseTool } from '#commands/choose-view.ts';
import { drawMasks } from '#commands/draw-masks.ts';
import { selectFinding } from '#commands/select-finding.ts';
import { drawnObject } from '#results/drawn-object.ts';
import type { FindingId } from '#results/finding.ts';
import type { EditMode, EditSettings } from '#state/edit-slice.ts';
import { spacing, toVoxel, worldToVoxel } from '#volume/affine.ts';
import { rangeAround } from '#volume/edit/smart-fill.ts';
import { emptyMask } from '#volume/mask.ts';
import { axisAcross } from '#volume/slices.ts';
import { objectOf, showDrawn } from './commit-edits.ts';
import { remember } from './remember.ts';

type EditApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** Of a brush. */
const SMALLEST_MM = 0.5;
const LARGEST_MM = 60;

/** Gives the pointer to the tools that change an object, which is shown if it was hidden. */
export function startEditing(app: EditApp, id: FindingId): void {
  const object = objectOf(app, id);
  if (!object) return;
  app.store.getState().editStarted(id);
  selectFinding(app, id);
  if (!object.visible) app.store.getState().findingAltered(id, { visible: true });
  drawMasks(app);
  app.voxels.readyToDraw(id);
  showDrawn(app);
  takePlane(app);
  reachNextVoxel(app);
  chooseMode(app, app.store.getState().editSettings.mode);
}

/** Until a slice has been drawn on, slices are those of the one view that is shown, or axial ones, however the scan is stored. */
function takePlane({ store, voxels }: Pick<App, 'store' | 'voxels'>): void {
  const grid = voxels.scan()?.volume.grid;
  const { drawnSlices, drawnAcross, layout, slicesDrawn } = store.getState();
  if (!grid || (drawnSlices[drawnAcross]?.length ?? 0) > 0) return;
  const plane = layout === 'coronal' || layout === 'sagittal' ? layout : 'axial';
  slicesDrawn(drawnSlices, axisAcross(grid, plane));
}

/** Growing by less than a voxel would do nothing. */
function reachNextVoxel({ store, voxels }: Pick<App, 'store' | 'voxels'>): void {
  const grid = voxels.scan()?.volume.grid;
  if (!grid) return;
  const { editSettings, editSet } = store.getState();
  const least = Math.ceil(2 * Math.min(...spacing(grid.voxelToWorld))) / 2;
  if (editSettings.mm < least) editSet({ mm: least });
}

/** Gives the pointer back. */
export function stopEditing(app: Pick<App, 'store' | 'viewer'>): void {
  if (!app.store.getState().edited) return;
  app.store.getState().editStarted(undefined);
  if (app.store.getState().tool === 'edit') chooseTool(app, 'navigate');
}

export function chooseMode(app: Pick<App, 'store' | 'viewer'>, mode: EditMode): void {
  app.store.getState().editSet({ mode });
  takePointer(app);
}

/** Changes how tools work; the circle round the pointer follows. */
export function setEditing(app: Pick<App, 'store' | 'viewer'>, change: Partial<EditSettings>): void {
  app.store.getState().editSet(change);
  if (app.store.getState().tool === 'edit') takePointer(app);
}

/** A larger or smaller brush, by a quarter, in halves of a millimetre. */
export function resizeBrush(app: Pick<App, 'store' | 'viewer'>, way: 'larger' | 'smaller'): void {
  const { radiusMm } = app.store.getState().editSettings;
  const step = Math.max(SMALLEST_MM, Math.round(radiusMm * 0.25 * 2) / 2);
  const next = radiusMm + (way === 'larger' ? step : -step);
  setEditing(app, { radiusMm: Math.min(LARGEST_MM, Math.max(SMALLEST_MM, next)) });
}

/** The range of intensities about the crosshair. */
export function takeRange(app: Pick<App, 'store' | 'viewer' | 'voxels'>): void {
  const scan = app.voxels.scan()?.volume;
  const { crosshair } = app.store.getState();
  if (!scan || !crosshair) return;
  const at = toVoxel(worldToVoxel(scan.grid), crosshair.at);
  const range = rangeAround(scan.grid, scan, at, 3);
  if (!range) return;
  const digits = range.high - range.low >= 5 ? 0 : 3;
  const rounded = (value: number) => Number(value.toFixed(digits));
  setEditing(app, { low: rounded(range.low), high: rounded(range.high) });
}

/** A new object without a voxel, to be drawn; the title gets a number where another has it. */
export function drawNewObject(app: EditApp, title: string): void {
  const { store, voxels } = app;
  const scan = voxels.scan()?.volume;
  if (!scan || !title.trim()) return;
  const { findings, findingPlaced } = store.getState();
  const id = crypto.randomUUID() as FindingId;
  const object = drawnObject(id, title.trim(), scan, findings);
  remember(app, { kind: 'new-object', title: object.title }, [id], () => {
    findingPlaced(object, findings.length);
    voxels.keepMask(id, emptyMask(scan.grid));
    drawMasks(app);
  });
  startEditing(app, id);
}

/** Another scan, or none: there is nothing to edit or to undo. */
export function forgetEdits(app: Pick<App, 'store' | 'viewer' | 'voxels' | 'history'>): void {
  stopEditing(app);
  app.history.clear();
  app.history.show(app.store);
}

function takePointer(app: Pick<App, 'store' | 'viewer'>): void {
  const { mode, radiusMm } = app.store.getState().editSettings;
  chooseTool(app, 'edit', mode === 'pieces' ? undefined : radiusMm);
}
