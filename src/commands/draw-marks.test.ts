import { expect, test } from 'vitest';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import type { Stroke } from '#viewer/viewer.ts';
import { toWorld } from '#volume/affine.ts';
import { sliceTile, type ViewPoint } from '#volume/tile.ts';
import type { Vec3 } from '#volume/types.ts';
import { chooseTool } from './choose-view.ts';
import { closeVolume } from './close-volume.ts';
import { chooseMark, drawMarks, moveMark, nudgeMark, removeMark, showMark } from './draw-marks.ts';
import { openVolume } from './open-volume.ts';

async function opened() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  drawMarks(fake.app);
  const at = (voxel: Vec3): ViewPoint => {
    const world = toWorld(SMALL_GRID.voxelToWorld, voxel);
    return {
      view: 'axial',
      across: 2,
      slice: voxel[2],
      voxel,
      world,
      mmPerPixel: 0.1,
      pixel: [0, 0],
    };
  };
  const stroke = (phase: Stroke['phase'], voxel: Vec3, tool: Stroke['tool'] = 'measure') => {
    fake.viewer.stroke({ tool, phase, point: at(voxel), shift: false, ctrl: false });
  };
  const drag = (from: Vec3, to: Vec3) => {
    stroke('down', from);
    stroke('move', [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, from[2]]);
    stroke('up', to);
  };
  return { ...fake, at, stroke, drag };
}

test('a drag is a ruler in millimetres, kept as points in the patient', async () => {
  const { app, viewer, state, drag } = await opened();
  chooseMark(app, 'ruler');
  expect(viewer.tool).toBe('measure');
  drag([0, 0, 1], [3, 2, 1]);
  expect(state().draft).toBeUndefined();
  expect(state().marks).toEqual([
    {
      id: expect.any(String),
      volumeId: app.voxels.scan()?.volume.id,
      view: 'axial',
      across: 2,
      points: [
        [30, -20, 14],
        [24, -14, 14],
      ],
      kind: 'ruler',
      lengthMm: Math.hypot(6, 6),
    },
  ]);
});

test('an angle takes two drags: to its vertex, and to the end of its other arm', async () => {
  const { app, state, stroke, drag } = await opened();
  chooseMark(app, 'angle');
  drag([3, 0, 1], [0, 0, 1]);
  expect(state().marks).toEqual([]);
  expect(state().draft?.points).toHaveLength(3);
  drag([1, 1, 1], [0, 2, 1]);
  expect(state().marks).toMatchObject([{ kind: 'angle', degrees: expect.closeTo(90, 6) }]);
  // The next drag begins another.
  stroke('down', [1, 1, 1]);
  expect(state().draft?.points).toHaveLength(2);
});

test('the second arm follows the pointer, while it measures', async () => {
  const { app, viewer, state, at, drag } = await opened();
  chooseMark(app, 'angle');
  drag([3, 0, 1], [0, 0, 1]);
  viewer.hover(at([3, 2, 1]));
  expect(state().draft).toMatchObject({ degrees: expect.closeTo(45, 6) });
  chooseTool(app, 'navigate');
  viewer.hover(at([0, 2, 1]));
  expect(state().draft).toBeUndefined();
  expect(state().marks).toEqual([]);
});

test('an ellipse measures the voxels in it', async () => {
  const { app, state, drag } = await opened();
  chooseMark(app, 'ellipse');
  drag([-0.4, -0.4, 1], [3.4, 2.4, 1]);
  const [mark] = state().marks;
  // Of 52 to 63, without the four corners.
  expect(mark).toMatchObject({
    kind: 'ellipse',
    voxels: 8,
    mean: 57.5,
    sd: expect.closeTo(Math.sqrt(8.75), 9),
  });
  expect(mark?.kind === 'ellipse' && mark.areaMm2).toBeCloseTo(Math.PI * 1.9 * 2 * 1.4 * 3, 6);
});

test('a click, a stroke that is broken off and a stroke of another tool measure nothing', async () => {
  const { app, state, stroke, drag } = await opened();
  chooseMark(app, 'ruler');
  drag([1, 1, 1], [1.05, 1, 1]);
  stroke('down', [0, 0, 1]);
  stroke('move', [2, 2, 1]);
  stroke('broken', [2, 2, 1]);
  stroke('up', [2, 2, 1]);
  stroke('down', [0, 0, 1], 'edit');
  stroke('up', [3, 2, 1], 'edit');
  expect(state().marks).toEqual([]);
  expect(state().draft).toBeUndefined();
});

test('a mark can be gone to and deleted, and goes with its scan', async () => {
  const { app, viewer, state, drag } = await opened();
  chooseMark(app, 'ruler');
  drag([0, 0, 1], [2, 2, 1]);
  drag([0, 0, 0], [2, 2, 0]);
  const [first, second] = state().marks;
  if (!first || !second) throw new Error('nothing was measured');
  showMark(app, second);
  expect(viewer.target).toEqual([28, -17, 10]);
  removeMark(app, first.id);
  expect(state().marks).toEqual([second]);
  await closeVolume(app);
  expect(state().marks).toEqual([]);
});

test('a mark that is moved measures anew where it is put, and is the same mark', async () => {
  const { app, state, drag, at } = await opened();
  chooseMark(app, 'ruler');
  drag([0, 0, 1], [3, 2, 1]);
  const [before] = state().marks;
  if (!before) throw new Error('no mark');
  moveMark(app, before, [at([0, 0, 1]).world, at([3, 0, 1]).world]);
  expect(state().marks).toMatchObject([{ id: before.id, kind: 'ruler', lengthMm: 6, across: 2 }]);
  // Deleted meanwhile: it does not come back.
  removeMark(app, before.id);
  moveMark(app, before, before.points);
  expect(state().marks).toEqual([]);
});

test('an ellipse that is moved has the values of the voxels that it is over then', async () => {
  const { app, state, drag, at } = await opened();
  chooseMark(app, 'ellipse');
  drag([0, 0, 1], [2, 2, 1]);
  const [before] = state().marks;
  if (before?.kind !== 'ellipse') throw new Error('no ellipse');
  drag([1, 0, 1], [3, 2, 1]);
  const there = state().marks[1];
  moveMark(app, before, [at([1, 0, 1]).world, at([3, 2, 1]).world]);
  expect(there).toBeDefined();
  expect(state().marks[0]).toEqual({ ...there, id: before.id });
  expect(state().marks[0]).not.toMatchObject({ mean: before.mean });
  // The others stay.
  expect(state().marks[1]).toBe(there);
});

test('an arrow key moves a mark by a pixel of its view, on its own slice, which is shown', async () => {
  const { app, viewer, state, drag } = await opened();
  chooseMark(app, 'ruler');
  drag([0, 0, 1], [3, 2, 1]);
  const [before] = state().marks;
  if (!before) throw new Error('no mark');
  const place = { left: 0, top: 0, width: 400, height: 300 };
  const part = { leftTop: [0, 1], rightBottom: [1, 0] } as const;
  // The view shows another slice, and pixels of a hundredth of the scan's width.
  const tile = sliceTile('axial', place, part, 0, SMALL_GRID, [1, 2, 3]);
  state().tilesMoved([tile]);
  nudgeMark(app, before, [1, 0]);
  const [after] = state().marks;
  const moved = after?.points.map((point, n) =>
    point.map((value, axis) => value - (before.points[n]?.[axis] ?? 0)),
  );
  expect(after).toMatchObject({ id: before.id, kind: 'ruler' });
  for (const way of moved ?? []) {
    expect(Math.hypot(...way)).toBeCloseTo(tile.mmPerPixel, 6);
    // Not off its slice.
    expect(way[2]).toBeCloseTo(0, 9);
  }
  expect(viewer.target?.[2]).toBe(14);
});
