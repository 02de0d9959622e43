import type { Mark, MarkId, MarkKind, MarkValue } from '#results/mark.ts';
import type { Stroke } from '#viewer/viewer.ts';
import { toVoxel, worldToVoxel } from '#volume/affine.ts';
import { angleDegrees, distanceMm, ellipseValues } from '#volume/mark-values.ts';
import { isOn, isSlice, pixelOf, pointOf, type ViewPoint } from '#volume/tile.ts';
import type { Volume, WorldPoint } from '#volume/types.ts';
import type { App } from './app.ts';
import { chooseTool } from './choose-view.ts';

type MarkApp = Pick<App, 'store' | 'viewer' | 'voxels'>;

/** A stroke shorter than this on the screen was no measuring. */
const STILL_PX = 3;

/** The left button draws a ruler, an angle or an ellipse from now on. */
export function chooseMark(app: MarkApp, kind: MarkKind): void {
  app.store.getState().markKindChosen(kind);
  chooseTool(app, 'measure');
}

/** Makes marks of the strokes of the tool 'measure'. A function that stops it. */
export function drawMarks(app: MarkApp): () => void {
  const stops = [
    app.viewer.onStroke((stroke) => stroke.tool === 'measure' && draw(app, stroke)),
    app.viewer.onHover((point) => point && aim(app, point)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

export function removeMark({ store }: Pick<App, 'store'>, id: MarkId): void {
  store.getState().markRemoved(id);
}

/** Puts a mark's points elsewhere on its slice, and measures anew. */
export function moveMark({ store, voxels }: MarkApp, mark: Mark, points: readonly WorldPoint[]): void {
  const scan = voxels.scan();
  if (scan?.volume.id !== mark.volumeId) return;
  const { id, volumeId, view, across, kind } = mark;
  store
    .getState()
    .markChanged({ id, volumeId, view, across, points, ...measured(kind, points, scan.volume, across) });
}

/** Moves a mark by so many pixels of the view that its plane is shown in, and shows its slice. */
export function nudgeMark(app: MarkApp, mark: Mark, [right, down]: readonly [number, number]): void {
  const grid = app.voxels.scan()?.volume.grid;
  const tile = app.store
    .getState()
    .tiles.filter(isSlice)
    .find(({ across }) => across === mark.across);
  if (!grid || !tile) return;
  const inverse = worldToVoxel(grid);
  const voxels = mark.points.map((point) => toVoxel(inverse, point));
  if (voxels[0] && !isOn(tile, voxels[0])) showMark(app, mark);
  const moved = voxels.map((voxel) => {
    const [x, y] = pixelOf(tile, voxel);
    return pointOf({ ...tile, slice: voxel[mark.across] }, grid, x + right, y + down).world;
  });
  moveMark(app, mark, moved);
}

/** Puts the crosshair on a mark, so that its slice is shown. */
export function showMark({ viewer }: Pick<App, 'viewer'>, { kind, points }: Mark): void {
  const [a, b] = points;
  if (!a || !b) return;
  viewer.lookAt(
    kind === 'angle' ? b : (a.map((value, n) => (value + (b[n] ?? 0)) / 2) as unknown as WorldPoint),
  );
}

function draw(app: MarkApp, { phase, point }: Stroke): void {
  const { draft, markKind, markDrafted } = app.store.getState();
  if (phase === 'broken') {
    markDrafted(undefined);
    return;
  }
  const isSecondArm = markKind === 'angle' && draft?.points.length === 3 && isOnSlice(draft, point);
  if (phase === 'down' && !isSecondArm) {
    markDrafted(markOf(app, point, [point.world, point.world]));
    return;
  }
  if (!draft) return;
  const next = markOf(app, point, [...draft.points.slice(0, -1), point.world], draft);
  if (phase !== 'up') markDrafted(next);
  else finish(app, next, point);
}

/** A line that is long enough is kept; an angle then waits for its second arm. */
function finish(app: MarkApp, mark: Mark | undefined, point: ViewPoint): void {
  const { markDrafted, markAdded } = app.store.getState();
  const [before, last] = mark?.points.slice(-2) ?? [];
  if (!mark || !before || !last || distanceMm(before, last) < STILL_PX * point.mmPerPixel) {
    markDrafted(undefined);
    return;
  }
  if (mark.kind === 'angle' && mark.points.length < 3) {
    markDrafted(markOf(app, point, [...mark.points, point.world], mark));
  } else markAdded(mark);
}

/** The second arm of an angle follows the pointer while no button is down. */
function aim(app: MarkApp, point: ViewPoint): void {
  const { draft, markDrafted, tool } = app.store.getState();
  if (tool !== 'measure' || draft?.points.length !== 3 || !isOnSlice(draft, point)) return;
  markDrafted(markOf(app, point, [...draft.points.slice(0, 2), point.world], draft));
}

const isOnSlice = (mark: Mark, point: ViewPoint) => mark.view === point.view && mark.across === point.across;

/** `points` as a mark on the slice of `point`, in place of `before`; undefined while no scan is open. */
function markOf(
  { store, voxels }: MarkApp,
  { view, across }: ViewPoint,
  points: readonly WorldPoint[],
  before?: Mark,
): Mark | undefined {
  const scan = voxels.scan();
  if (!scan) return undefined;
  const { volume } = scan;
  const id = before?.id ?? (crypto.randomUUID() as MarkId);
  const kind = before?.kind ?? store.getState().markKind;
  return { id, volumeId: volume.id, view, across, points, ...measured(kind, points, volume, across) };
}

function measured(
  kind: MarkKind,
  points: readonly WorldPoint[],
  volume: Volume,
  across: ViewPoint['across'],
): MarkValue {
  const [a = [0, 0, 0], b = a, c = b] = points;
  if (kind === 'ruler') return { kind, lengthMm: distanceMm(a, b) };
  if (kind === 'angle') return { kind, degrees: angleDegrees(a, b, c) };
  return { kind, ...ellipseValues(volume, a, b, across) };
}
