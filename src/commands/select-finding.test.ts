import { expect, test } from 'vitest';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { toWorld } from '#volume/affine.ts';
import { removeFinding } from './alter-finding.ts';
import { chooseLayout } from './choose-view.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';
import { selectFinding } from './select-finding.ts';

/** What another scan holds: the same one would come back with what was done on it. */
const OTHER = Int16Array.from({ length: 24 }, (_, n) => n);

/** The scan's upper slice (k = 1) is inside of the liver, its lower one (k = 0) is not. */
async function answered(slice: 0 | 1) {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  chooseLayout(fake.app, 'axial');
  fake.viewer.target = undefined;
  fake.state().crosshairMoved({ at: toWorld(SMALL_GRID.voxelToWorld, [0, 0, slice]), intensity: 0 });
  const [liver] = fake.state().findings;
  if (!liver) throw new Error('nothing was found');
  return { ...fake, liver: liver.id };
}

test('a selected object is emphasised, and the crosshair goes into it where no slice shows it', async () => {
  const { app, viewer, state, liver } = await answered(0);
  selectFinding(app, liver);
  expect(state().selected).toBe(liver);
  expect(viewer.emphasised).toBe(liver);
  expect(viewer.target?.[2]).toBe(14);
});

test('an object that a slice on the screen shows is selected where the crosshair is', async () => {
  const { app, viewer, state, liver } = await answered(1);
  selectFinding(app, liver);
  expect(state().selected).toBe(liver);
  expect(viewer.target).toBeUndefined();
});

test('3D alone shows no slice, and the crosshair stays', async () => {
  const { app, viewer, state, liver } = await answered(0);
  chooseLayout(app, 'render');
  selectFinding(app, liver);
  expect(state().selected).toBe(liver);
  expect(viewer.target).toBeUndefined();
});

test('nothing is selected when the object is deleted, the scan changes, or nothing is chosen', async () => {
  const { app, viewer, state, liver } = await answered(1);
  selectFinding(app, liver);
  selectFinding(app, undefined);
  expect([state().selected, viewer.emphasised]).toEqual([undefined, undefined]);
  selectFinding(app, liver);
  removeFinding(app, liver);
  expect([state().selected, viewer.emphasised]).toEqual([undefined, undefined]);
  await segment(app, 'spleen');
  selectFinding(app, state().findings[0]?.id);
  expect(state().selected).toBeDefined();
  await openVolume(app, scanFile('other.nii', OTHER));
  expect([state().selected, viewer.emphasised]).toEqual([undefined, undefined]);
});
