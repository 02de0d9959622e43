import { expect, test } from 'vitest';
import { removeFinding } from '#commands/alter-finding.ts';
import { commitEdits } from '#commands/edit/commit-edits.ts';
import { drawNewObject, stopEditing } from '#commands/edit/start-editing.ts';
import { redo, undo } from '#commands/edit/undo.ts';
import { openVolume } from '#commands/open-volume.ts';
import { renameFinding } from '#commands/rename-finding.ts';
import { segment } from '#commands/segment.ts';
import type { FindingId } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { ADDED } from '#volume/edit/edits.ts';
import { fitPasts } from './past-away.ts';
import { closeScan, switchScan } from './switch-scan.ts';

type Fake = ReturnType<typeof fakeApp>;

const RAMP = Int16Array.from({ length: 24 }, (_, n) => 10 * n - 60);
const OTHER = Int16Array.from({ length: 24 }, (_, n) => n);

const titles = ({ state }: Fake) => state().findings.map(({ title }) => title);
const idOf = ({ state }: Fake, title: string) =>
  state().findings.find((each) => each.title === title)?.id as FindingId;

async function show(fake: Fake, name: string): Promise<void> {
  const entry = fake.state().openScans.find((each) => each.name === name);
  await switchScan(fake.app, entry?.key ?? 'none');
}

/** As if a brush had been drawn over three voxels. */
function brush({ app }: Fake, id: FindingId): void {
  const before = app.voxels.parts(id)?.edits;
  if (!before) throw new Error('no object');
  const box = { from: [0, 0, 0], to: [3, 1, 1] } as const;
  app.voxels.drawEdits(id, { box, data: new Uint8Array(3).fill(ADDED) }, true);
  commitEdits(app, id, 'brush', before, box);
}

/** Renamed, brushed over, another deleted; then another scan in its place, on which an object is drawn. */
async function left(): Promise<Fake> {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  await segment(fake.app, 'liver, spleen');
  renameFinding(fake.app, idOf(fake, 'liver'), 'mine');
  brush(fake, idOf(fake, 'mine'));
  removeFinding(fake.app, idOf(fake, 'spleen'));
  await openVolume(fake.app, scanFile('b.nii', OTHER));
  drawNewObject(fake.app, 'cyst');
  stopEditing(fake.app);
  return fake;
}

test('what was done on a scan can be undone and done again when it is gone back to, exactly, and not on another', async () => {
  const fake = await left();
  const { app, state } = fake;
  expect(state().undoable).toEqual({ kind: 'new-object', title: 'cyst' });
  await show(fake, 'a.nii');
  expect(titles(fake)).toEqual(['mine']);
  expect(state().undoable).toEqual({ kind: 'delete', title: 'spleen' });
  expect(state().redoable).toBeUndefined();
  const mine = idOf(fake, 'mine');
  const brushed = app.voxels.mask(mine);
  undo(app);
  expect(titles(fake)).toEqual(['mine', 'spleen']);
  expect(app.voxels.mask(idOf(fake, 'spleen'))?.data.length).toBeGreaterThan(0);
  undo(app);
  expect(app.voxels.parts(mine)?.edits.data.length).toBe(0);
  expect(app.voxels.mask(mine)).not.toEqual(brushed);
  // What was undone is done again after another change of scans.
  await show(fake, 'b.nii');
  expect(titles(fake)).toEqual(['cyst']);
  undo(app);
  expect(titles(fake)).toEqual([]);
  await show(fake, 'a.nii');
  expect(state().redoable).toEqual({ kind: 'brush', title: 'mine' });
  redo(app);
  expect(app.voxels.mask(mine)).toEqual(brushed);
  redo(app);
  undo(app);
  undo(app);
  undo(app);
  expect(titles(fake)).toEqual(['liver', 'spleen']);
  expect(state().undoable).toBeUndefined();
  // Of the other scan nothing was left but what had been undone.
  await show(fake, 'b.nii');
  expect(titles(fake)).toEqual([]);
  redo(app);
  expect(titles(fake)).toEqual(['cyst']);
});

test('a mask that steps still hold is not unpacked into a second copy', async () => {
  const fake = await left();
  const away = [...fake.app.openScans.values()].find(({ name }) => name === 'a.nii');
  const held = new Set(away?.past?.done.flatMap(({ holds }) => holds));
  await show(fake, 'a.nii');
  const base = fake.app.voxels.parts(idOf(fake, 'mine'))?.base.data;
  expect(base && held.has(base)).toBe(true);
});

test('steps of scans that are away share one budget: the one left longest ago loses its oldest, and that is said', async () => {
  const fake = await left();
  await openVolume(fake.app, scanFile('c.nii'));
  const steps = () => [...fake.app.openScans.values()].map(({ past }) => past?.done.length);
  expect(steps()).toEqual([3, 1, undefined]);
  const sizes = [...fake.app.openScans.values()].map(({ past }) => {
    const arrays = new Set(past?.done.flatMap(({ holds }) => holds));
    return [...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0);
  });
  const all = (sizes[0] ?? 0) + (sizes[1] ?? 0);
  fitPasts(fake.app.openScans, all);
  expect(steps()).toEqual([3, 1, undefined]);
  fitPasts(fake.app.openScans, all - 1);
  expect(steps()[0]).toBeLessThan(3);
  expect(steps()[1]).toBe(1);
  await show(fake, 'a.nii');
  expect(fake.state().editNews).toEqual({
    kind: 'steps-dropped',
    count: 3 - fake.app.history.past().done.length,
  });
});

test('a scan that is closed takes what could be undone along', async () => {
  const fake = await left();
  fake.state().findingsSaved(fake.state().findings);
  for (const tab of [...fake.app.openScans.values()]) {
    fake.app.openScans.set(tab.key, { ...tab, isLost: false });
  }
  const key = fake.state().openScans.find(({ name }) => name === 'a.nii')?.key ?? '';
  await closeScan(fake.app, key);
  await openVolume(fake.app, scanFile('a.nii', RAMP));
  expect(fake.state().undoable).toBeUndefined();
});
