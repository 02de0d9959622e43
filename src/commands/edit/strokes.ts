import type { App } from '#commands/app.ts';
import { drawMasks } from '#commands/draw-masks.ts';
import type { FindingId } from '#results/finding.ts';
import type { EditSettings } from '#state/edit-slice.ts';
import type { Stroke } from '#viewer/viewer.ts';
import { boxSize, NOWHERE, union } from '#volume/boxes.ts';
import { type IntensityLimits, stroke, type Tip } from '#volume/edit/brush.ts';
import { type Edits, withSlice } from '#volume/edit/edits.ts';
import type { ViewPoint } from '#volume/tile.ts';
import type { VoxelBox, VoxelPoint } from '#volume/types.ts';
import { commitEdits, objectOf } from './commit-edits.ts';
import { dropPieceAt, fillFrom } from './operate-on.ts';
import { stopEditing } from './start-editing.ts';

type StrokeApp = Pick<App, 'store' | 'viewer' | 'voxels' | 'history' | 'editor'>;

/** A stroke under way. */
interface Held {
  readonly id: FindingId;
  readonly tool: 'brush' | 'erase';
  readonly tip: Tip;
  readonly limits: IntensityLimits | undefined;
  readonly before: Edits;
  /** Points that are not yet drawn; the first is the last one that is. */
  readonly points: VoxelPoint[];
  readonly across: ViewPoint['across'];
  box: VoxelBox;
}

/** Turns the pointer's strokes into edits of the object that is edited; the result stops it. */
export function followStrokes(app: StrokeApp): () => void {
  let held: Held | undefined;
  let isWaiting = false;
  const flush = () => {
    isWaiting = false;
    if (held) draw(app, held);
  };
  const unwatch = app.store.subscribe(({ edited, findings }) => {
    // It was deleted, or its coming about undone.
    if (edited && !findings.some(({ id }) => id === edited)) stopEditing(app);
  });
  const unhear = app.viewer.onStroke((event) => {
    if (event.tool !== 'edit') return;
    if (event.phase === 'down') held = begin(app, event);
    else if (event.phase === 'up' && !held) press(app, event);
    if (!held) return;
    if (event.phase === 'broken') {
      breakOff(app, held);
      held = undefined;
      return;
    }
    held.points.push(event.point.voxel);
    if (event.phase === 'up') {
      draw(app, held);
      end(app, held);
      held = undefined;
    } else if (!isWaiting) {
      // The points that the browser put together into one event are drawn together.
      isWaiting = true;
      queueMicrotask(flush);
    }
  });
  return () => {
    unwatch();
    unhear();
  };
}

function begin(app: StrokeApp, { point, ctrl }: Stroke): Held | undefined {
  const { store, voxels } = app;
  const { edited, editSettings, editBusy, editTold } = store.getState();
  const { mode, is3D, radiusMm } = editSettings;
  const object = objectOf(app, edited);
  const parts = object && voxels.parts(object.id);
  if (!object || !parts || editBusy || (mode !== 'brush' && mode !== 'erase')) return undefined;
  editTold(undefined);
  voxels.inHand = object.id;
  return {
    id: object.id,
    // With Ctrl a brush erases and an eraser paints.
    tool: (mode === 'erase') === ctrl ? 'brush' : 'erase',
    tip: { radiusMm, slice: is3D ? undefined : { axis: point.across, at: point.slice } },
    limits: limitsOf(app, editSettings),
    before: parts.edits,
    points: [],
    across: point.across,
    box: NOWHERE,
  };
}

function limitsOf({ voxels }: StrokeApp, settings: EditSettings): IntensityLimits | undefined {
  const scan = voxels.scan()?.volume;
  return settings.isLimited && scan ? { scan, low: settings.low, high: settings.high } : undefined;
}

function draw(app: StrokeApp, held: Held): void {
  const parts = app.voxels.parts(held.id);
  const last = held.points.at(-1);
  if (!parts || !last) return;
  const paints = held.tool === 'brush' ? 'adds' : 'removes';
  const marks = stroke(parts.base.grid, held.points, held.tip, paints, held.limits);
  held.points.splice(0, held.points.length, last);
  if (!marks) return;
  const isFirst = boxSize(held.box)[0] === 0;
  held.box = union([held.box, marks.box]) ?? NOWHERE;
  app.voxels.drawEdits(held.id, marks, isFirst);
  drawMasks(app);
}

function end(app: StrokeApp, { id, tool, before, box, across, tip }: Held): void {
  app.voxels.inHand = undefined;
  const parts = app.voxels.parts(id);
  if (!parts || boxSize(box)[0] === 0) return;
  const { edits } = parts;
  // The mask's box has room for more of the stroke until now.
  const kept = tip.slice ? withSlice(edits, tip.slice.axis, tip.slice.at) : edits;
  app.voxels.keepEdits(id, kept, NOWHERE);
  commitEdits(app, id, tool, before, box);
  const { drawnSlices, slicesDrawn } = app.store.getState();
  if (tip.slice) slicesDrawn(drawnSlices, across);
}

/** As if nothing had been drawn. */
function breakOff(app: StrokeApp, { id, before, box }: Held): void {
  app.voxels.inHand = undefined;
  if (app.voxels.parts(id) && boxSize(box)[0] > 0) app.voxels.keepEdits(id, before, box);
  drawMasks(app);
}

/** A click with a tool that works from one. */
function press(app: StrokeApp, { point }: Stroke): void {
  const { mode } = app.store.getState().editSettings;
  if (mode === 'smart-fill') void fillFrom(app, point);
  if (mode === 'pieces') void dropPieceAt(app, point);
}
