import { expect, test } from 'vitest';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { toWorld } from '#volume/affine.ts';
import type { WorldPoint } from '#volume/types.ts';
import { chooseLayout } from './choose-view.ts';
import { closeVolume } from './close-volume.ts';
import { openVolume } from './open-volume.ts';
import { lookBack, stayHere } from './reveal-answer.ts';
import { segment } from './segment.ts';

/** The scan's upper slice (k = 1) is inside of everything that the fake engine finds, its lower one (k = 0) is not. */
async function opened(voxel: readonly [number, number, number]) {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  const at = toWorld(SMALL_GRID.voxelToWorld, voxel);
  fake.state().crosshairMoved({ at, intensity: 0 });
  return { ...fake, at };
}

const upper = (point: WorldPoint | undefined) => point?.[2];

test('where no slice shows what was found, the crosshair goes into it, and there is a way back', async () => {
  const { app, viewer, state, at } = await opened([0, 0, 0]);
  chooseLayout(app, 'axial');
  await segment(app, 'liver');
  expect(upper(viewer.target)).toBe(14);
  expect(state().taken).toMatchObject({ to: 'liver', from: at });
  lookBack(app);
  expect(viewer.target).toEqual(at);
  expect(state().taken).toBeUndefined();
});

test('the crosshair stays where a slice on the screen shows one of the objects', async () => {
  const { app, viewer, state } = await opened([0, 0, 0]);
  // Coronal and sagittal slices through the lower slice cut the upper one too.
  await segment(app, 'liver');
  expect(viewer.target).toBeUndefined();
  expect(state().taken).toBeUndefined();
});

test('3D alone shows no slice, and nothing is moved', async () => {
  const { app, viewer } = await opened([0, 0, 0]);
  chooseLayout(app, 'render');
  await segment(app, 'liver');
  expect(viewer.target).toBeUndefined();
});

test('the line can be dismissed, and the next answer takes it away', async () => {
  const { app, viewer, state } = await opened([0, 0, 0]);
  chooseLayout(app, 'axial');
  await segment(app, 'liver');
  stayHere(app);
  expect(state().taken).toBeUndefined();
  expect(upper(viewer.target)).toBe(14);

  state().crosshairTaken({
    to: 'liver',
    from: [0, 0, 0],
    volume: app.voxels.scan()?.volume.id ?? ('' as never),
  });
  state().crosshairMoved({ at: toWorld(SMALL_GRID.voxelToWorld, [0, 0, 1]), intensity: 0 });
  await segment(app, 'spleen');
  expect(state().taken).toBeUndefined();
  await closeVolume(app);
});
