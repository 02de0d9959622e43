import type { App } from '#commands/app.ts';
import { toWire } from '#errors.ts';
import type { EditTool } from '#results/edit-tools.ts';
import { spacing } from '#volume/affine.ts';
import type { Marks } from '#volume/edit/edits.ts';
import { withChange, withSlice } from '#volume/edit/edits.ts';
import type { Operation } from '#volume/edit/operations.ts';
import { intensityAt } from '#volume/edit/smart-fill.ts';
import { isInside } from '#volume/mask.ts';
import type { ViewPoint } from '#volume/tile.ts';
import type { Mask, Vec3 } from '#volume/types.ts';
import { commitEdits, objectOf } from './commit-edits.ts';

type OperateApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** What needs no more to be known than how the tools are set. */
export type SimpleTool = Extract<
  EditTool,
  'fill-holes' | 'minimum-size' | 'smooth' | 'grow' | 'shrink' | 'interpolate'
>;

/** Uses a tool on the whole of the edited object: in 3D, or on each slice of the plane that was drawn on last. */
export async function operateOn(app: OperateApp, tool: SimpleTool): Promise<void> {
  const { editSettings, drawnAcross, drawnSlices } = app.store.getState();
  const { is3D, mm, leastMl } = editSettings;
  const across = is3D ? undefined : drawnAcross;
  const operation = ((): Operation => {
    switch (tool) {
      case 'fill-holes':
        return { kind: tool, across };
      case 'minimum-size':
        return { kind: tool, ml: leastMl };
      case 'interpolate':
        return { kind: tool, axis: drawnAcross, slices: drawnSlices[drawnAcross] ?? [] };
      default:
        return { kind: tool, mm, across };
    }
  })();
  await run(app, operation);
}

/** Adds what is connected with a clicked voxel, of the intensities chosen, within the radius. */
export async function fillFrom(app: OperateApp, { voxel, across, slice }: ViewPoint): Promise<void> {
  const scan = app.voxels.scan()?.volume;
  const { editSettings, editTold } = app.store.getState();
  const { is3D, radiusMm, low, high } = editSettings;
  if (!scan) return;
  const intensity = intensityAt(scan.grid, scan, voxel);
  if (intensity === undefined || intensity < low || intensity > high) {
    editTold({ kind: 'out-of-range', intensity });
    return;
  }
  const operation = { kind: 'smart-fill', at: voxel, radiusMm, low, high } as const;
  await run(app, is3D ? operation : { ...operation, across }, is3D ? undefined : [across, slice]);
}

/** Removes the piece that was clicked, or all others. */
export async function dropPieceAt(app: OperateApp, { voxel }: ViewPoint): Promise<void> {
  const { edited, editSettings, editTold } = app.store.getState();
  const mask = edited && app.voxels.mask(edited);
  if (!mask) return;
  if (!isInside(mask, voxel.map(Math.round) as unknown as Vec3)) {
    editTold({ kind: 'no-piece' });
    return;
  }
  await run(app, { kind: 'pieces', at: voxel, drop: editSettings.drop });
}

async function run(
  app: OperateApp,
  operation: Operation,
  drawn?: readonly [axis: 0 | 1 | 2, slice: number],
): Promise<void> {
  const { store, voxels, editor } = app;
  const { edited, editBusy, editBusyWith, editTold } = store.getState();
  const mask = edited && voxels.mask(edited);
  const scan = voxels.scan();
  if (!mask || !scan || editBusy || voxels.inHand) return;
  editTold(undefined);
  editBusyWith(operation.kind);
  try {
    await editor.open(scan.volume);
    const marks = await editor.change(mask, operation);
    finish(app, mask, operation.kind, marks, drawn);
  } catch (error) {
    store.getState().noticeRaised(toWire(error));
  } finally {
    editBusyWith(undefined);
  }
}

/** Takes what was computed, unless the mask that it was computed of is no longer the object's. */
function finish(
  app: OperateApp,
  mask: Mask,
  tool: EditTool,
  marks: Marks | undefined,
  drawn: readonly [axis: 0 | 1 | 2, slice: number] | undefined,
): void {
  const { voxels, store } = app;
  const { edited, editTold, drawnSlices, slicesDrawn } = store.getState();
  const object = objectOf(app, edited);
  const parts = object && voxels.parts(object.id);
  if (!object || !parts || voxels.mask(object.id) !== mask) return;
  if (!marks) {
    const voxelMm = Math.min(...spacing(mask.grid.voxelToWorld));
    const { mm } = store.getState().editSettings;
    const isShort = (tool === 'grow' || tool === 'shrink') && mm < voxelMm;
    editTold(isShort ? { kind: 'within-voxel', mm, voxelMm } : { kind: 'nothing', tool });
    return;
  }
  const edits = withChange(parts.edits, marks);
  voxels.keepEdits(object.id, drawn ? withSlice(edits, ...drawn) : edits, marks.box);
  commitEdits(app, object.id, tool, parts.edits, marks.box);
  if (drawn) slicesDrawn(store.getState().drawnSlices ?? drawnSlices, drawn[0]);
}
