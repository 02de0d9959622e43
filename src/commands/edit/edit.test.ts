import { beforeEach, describe, expect, test } from 'vitest';
import { adjustOutline, restoreOutline } from '#commands/adjust-outline.ts';
import { alterFinding, removeFinding } from '#commands/alter-finding.ts';
import { History } from '#commands/history.ts';
import { openVolume } from '#commands/open-volume.ts';
import { readPoint } from '#commands/read-point.ts';
import { segment } from '#commands/segment.ts';
import { isEdited } from '#results/edit-tools.ts';
import { type FindingId, foundObjects } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import type { Stroke } from '#viewer/viewer.ts';
import { toWorld } from '#volume/affine.ts';
import { layOver } from '#volume/edit/edits.ts';
import { denseMask } from '#volume/mask.ts';
import type { Vec3 } from '#volume/types.ts';
import { chooseAgain } from './ask-first.ts';
import { operateOn } from './operate-on.ts';
import { drawNewObject, setEditing, startEditing, stopEditing } from './start-editing.ts';
import { followStrokes } from './strokes.ts';
import { redo, undo } from './undo.ts';

let made: ReturnType<typeof fakeApp>;
let object: FindingId;

beforeEach(async () => {
  made = fakeApp();
  followStrokes(made.app);
  await openVolume(made.app, scanFile());
  await segment(made.app, 'liver');
  object = foundObjects(made.state().findings)[0]?.id as FindingId;
});

const dense = (id = object) => {
  const mask = made.app.voxels.mask(id);
  return mask ? denseMask(mask).join('') : undefined;
};
const found = (id = object) => foundObjects(made.state().findings).find((each) => each.id === id);
const grid = () => made.app.voxels.scan()?.volume.grid;

function at(voxel: Vec3): Stroke['point'] {
  const affine = grid()?.voxelToWorld;
  const world = affine ? toWorld(affine, voxel) : voxel;
  return { view: 'axial', across: 2, slice: voxel[2], voxel, world, mmPerPixel: 1, pixel: [0, 0] };
}

function draw(voxels: readonly Vec3[], { ctrl = false, phase = 'up' as Stroke['phase'] } = {}): void {
  const first = voxels[0] as Vec3;
  const tell = (each: Stroke['phase'], voxel: Vec3) =>
    made.viewer.stroke({ tool: 'edit', phase: each, point: at(voxel), shift: false, ctrl });
  tell('down', first);
  for (const voxel of voxels.slice(1)) tell('move', voxel);
  tell(phase, voxels.at(-1) ?? first);
}

const measured = async () => {
  const mask = made.app.voxels.mask(object);
  const scan = made.app.voxels.scan();
  if (!mask || !scan) throw new Error('nothing to measure');
  await made.app.editor.open(scan.volume);
  const measurement = await made.app.editor.measure(mask);
  expect(found()?.measurement).toEqual(measurement);
  return measurement;
};

describe('a stroke', () => {
  test('adds what it passes and, undone and done again, gives back every voxel and every fact', async () => {
    startEditing(made.app, object);
    setEditing(made.app, { mode: 'brush', radiusMm: 1 });
    const [before, facts] = [dense(), found()];
    draw([
      [0, 2, 0],
      [1, 2, 0],
    ]);
    const after = dense();
    expect(after).not.toBe(before);
    expect([...(after ?? '')].filter((value, n) => value !== before?.[n])).toEqual(['1', '1']);
    expect(found()).toMatchObject({ edits: { brush: 1 }, isChanged: true });
    const probabilityAt = (voxel: Vec3) => readPoint(made.app, voxel).objects[0]?.probability;
    // The model has not said so of what was added.
    expect([probabilityAt([0, 2, 0]), probabilityAt([0, 2, 1])]).toEqual(['hand', 1]);
    expect((await measured()).voxels).toBe((facts?.measurement.voxels ?? 0) + 2);
    expect(made.state().undoable).toEqual({ kind: 'brush', title: 'liver' });
    undo(made.app);
    await measured();
    expect(dense()).toBe(before);
    expect(found()).toEqual(facts);
    redo(made.app);
    await measured();
    expect(dense()).toBe(after);
    expect(found()).toMatchObject({ edits: { brush: 1 }, isChanged: true });
  });

  test('ends in the box that its marks need, without the room that it had to go on', () => {
    drawNewObject(made.app, 'lesion');
    setEditing(made.app, { mode: 'brush', radiusMm: 0.5, is3D: true });
    draw([[0, 0, 0]]);
    const { edited } = made.state();
    const parts = edited && made.app.voxels.parts(edited);
    expect(parts && layOver(parts.base, parts.edits)).toEqual(edited && made.app.voxels.mask(edited));
    expect([...(dense(edited) ?? '')].filter((voxel) => voxel === '1')).toHaveLength(1);
  });

  test('with Ctrl does the opposite, and one that is broken off leaves nothing', () => {
    startEditing(made.app, object);
    setEditing(made.app, { mode: 'brush', radiusMm: 1 });
    const before = dense();
    draw([[0, 0, 0]], { phase: 'broken' });
    expect([dense(), made.state().undoable, found()?.edits]).toEqual([before, undefined, {}]);
    const inside = (before ?? '').indexOf('1');
    draw([[inside % 4, Math.floor(inside / 4) % 3, Math.floor(inside / 12)]], { ctrl: true });
    expect(dense()?.[inside]).toBe('0');
    expect(found()?.edits).toEqual({ erase: 1 });
  });

  test('keeps to the intensities chosen', () => {
    startEditing(made.app, object);
    // The second slice holds 52 to 63.
    setEditing(made.app, { mode: 'erase', radiusMm: 20, isLimited: true, low: 55, high: 56 });
    const before = dense() ?? '';
    draw([[1, 1, 1]]);
    const changed = [...(dense() ?? '')].flatMap((value, n) => (value === before[n] ? [] : [n]));
    expect(changed).toEqual([15, 16]);
  });

  test('does nothing while no object is edited, or once that is over', () => {
    const before = dense();
    draw([[0, 0, 0]]);
    startEditing(made.app, object);
    expect(made.viewer.tool).toBe('edit');
    stopEditing(made.app);
    expect(made.viewer.tool).toBe('navigate');
    draw([[0, 0, 0]]);
    expect(dense()).toBe(before);
  });
});

test('what was done by hand stays at another threshold, and goes where the outline is the model’s again', async () => {
  startEditing(made.app, object);
  setEditing(made.app, { mode: 'brush', radiusMm: 1 });
  const original = dense();
  draw([[0, 2, 0]]);
  const edited = dense();
  await adjustOutline(made.app, object, { threshold: 0.9 });
  expect(dense()?.[8]).toBe('1');
  expect(found()).toMatchObject({ threshold: 0.9, edits: { brush: 1 } });
  await measured();
  undo(made.app);
  expect(dense()).toBe(edited);
  expect(found()?.threshold).not.toBe(0.9);
  await restoreOutline(made.app, object);
  expect(dense()).toBe(original);
  expect(found()).toMatchObject({ edits: {}, isChanged: false });
  undo(made.app);
  expect(dense()).toBe(edited);
});

test('looks and deletions are undone with the strokes, in the order of doing', () => {
  startEditing(made.app, object);
  setEditing(made.app, { mode: 'brush', radiusMm: 1 });
  const look = found();
  draw([[0, 2, 0]]);
  const drawn = dense();
  alterFinding(made.app, object, { color: [9, 9, 9] });
  removeFinding(made.app, object);
  expect(dense()).toBeUndefined();
  undo(made.app);
  expect([dense(), found()?.color]).toEqual([drawn, [9, 9, 9]]);
  expect(made.viewer.layers.map(({ key }) => key)).toEqual([object]);
  undo(made.app);
  expect(found()?.color).toEqual(look?.color);
  undo(made.app);
  expect(found()?.edits).toEqual({});
  redo(made.app);
  redo(made.app);
  redo(made.app);
  expect(found()).toBeUndefined();
});

test('an object that comes back after another took its name and label has a name and a label of its own', async () => {
  removeFinding(made.app, object);
  await segment(made.app, 'liver');
  undo(made.app);
  const objects = foundObjects(made.state().findings);
  expect(objects).toHaveLength(2);
  expect(new Set(objects.map(({ title }) => title)).size).toBe(2);
  expect(new Set(objects.map(({ labelId }) => labelId)).size).toBe(2);
});

test('an object drawn from nothing has a name of its own, no probabilities, and is gone with one undo too many', async () => {
  drawNewObject(made.app, 'liver');
  const own = made.state().edited as FindingId;
  expect(found(own)).toMatchObject({ title: 'liver (2)', isDrawn: true, measurement: { voxels: 0 } });
  setEditing(made.app, { mode: 'brush', radiusMm: 1, is3D: false });
  draw([[1, 1, 0]]);
  draw([[1, 1, 0]]);
  expect(found(own)?.edits).toEqual({ brush: 2 });
  const before = dense(own);
  await adjustOutline(made.app, own, { threshold: 0.9 });
  expect(dense(own)).toBe(before);
  undo(made.app);
  undo(made.app);
  undo(made.app);
  expect(found(own)).toBeUndefined();
  expect([made.state().edited, made.viewer.tool]).toEqual([undefined, 'navigate']);
});

test('what changes nothing says so and leaves no step', async () => {
  startEditing(made.app, object);
  setEditing(made.app, { leastMl: 0.000001, is3D: true });
  const before = made.state().undoable;
  await operateOn(made.app, 'minimum-size');
  expect(made.state().editNews).toEqual({ kind: 'nothing', tool: 'minimum-size' });
  expect(made.state().undoable).toBe(before);
  expect(made.state().editBusy).toBeUndefined();
  // Voxels of 2 × 3 × 4 mm.
  setEditing(made.app, { mm: 1.5 });
  await operateOn(made.app, 'grow');
  expect(made.state().editNews).toEqual({ kind: 'within-voxel', mm: 1.5, voxelMm: 2 });
});

describe('an edited object that is asked for again', () => {
  beforeEach(() => {
    startEditing(made.app, object);
    setEditing(made.app, { mode: 'brush', radiusMm: 1 });
    draw([[0, 2, 0]]);
  });

  async function again(choice: 'beside' | 'replace' | 'cancel') {
    const run = segment(made.app, 'liver');
    await expect.poll(() => made.state().askedAgain).toEqual({ titles: ['liver'] });
    chooseAgain(made.app, choice);
    await run;
    expect(made.state().askedAgain).toBeUndefined();
    return foundObjects(made.state().findings).map(({ title, edits }) => [title, isEdited(edits)]);
  }

  test('stays beside the answer where that is wanted', async () => {
    expect(await again('beside')).toEqual([
      ['liver', true],
      ['liver (2)', false],
    ]);
  });

  test('is replaced where that is wanted, and comes back by undo', async () => {
    const edited = dense();
    expect(await again('replace')).toEqual([['liver', false]]);
    expect(dense()).not.toBe(edited);
    undo(made.app);
    expect([dense(), found()?.edits]).toEqual([edited, { brush: 1 }]);
    undo(made.app);
    expect(found()?.edits).toEqual({});
  });

  test('stays as it is, and alone, where nothing is wanted', async () => {
    const edited = dense();
    expect(await again('cancel')).toEqual([['liver', true]]);
    expect([dense(), made.state().run.at]).toEqual([edited, 'idle']);
  });
});

describe('the history', () => {
  const step = (name: string, log: string[], bytes = 1, key?: string) => ({
    what: { kind: 'brush' as const, title: name },
    bytes,
    holds: [],
    key,
    undo: () => log.push(`-${name}`),
    redo: () => log.push(`+${name}`),
  });

  test('keeps within its budget by dropping the oldest steps, and tells how many', () => {
    const log: string[] = [];
    const history = new History(100);
    expect([40, 40, 40, 90].map((bytes, n) => history.add(step(String(n), log, bytes)))).toEqual([
      0, 0, 1, 2,
    ]);
    history.undo();
    history.undo();
    expect(log).toEqual(['-3']);
  });

  test('takes steps of one key within a moment for one, and forgets what was undone when something else is done', () => {
    const log: string[] = [];
    let now = 0;
    const history = new History(100, () => now);
    history.add(step('a', log, 1, 'opacity'));
    now += 1000;
    history.add(step('b', log, 1, 'opacity'));
    now += 2000;
    history.add(step('c', log, 1, 'opacity'));
    history.undo();
    history.undo();
    expect([log, history.next().undo]).toEqual([['-c', '-a'], undefined]);
    history.redo();
    expect(log.at(-1)).toBe('+b');
    history.add(step('d', log));
    expect(history.next()).toEqual({ undo: { kind: 'brush', title: 'd' }, redo: undefined });
  });
});
