import { expect, test } from 'vitest';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { toWorld } from '#volume/affine.ts';
import type { ViewPoint } from '#volume/tile.ts';
import type { Vec3 } from '#volume/types.ts';
import { alterFinding } from './alter-finding.ts';
import { clip, endClip } from './choose-shown.ts';
import { openVolume } from './open-volume.ts';
import { pickObject } from './pick-object.ts';
import { readPoint } from './read-point.ts';
import { segment } from './segment.ts';

/** What another scan holds: the same one would come back with what was done on it. */
const OTHER = Int16Array.from({ length: 24 }, (_, n) => n);

/** The scan's upper slice (k = 1, z = 14) is inside of what the fake engine finds. */
async function answered() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  await segment(fake.app, 'spleen');
  // What was asked for last is selected.
  fake.state().findingSelected(undefined);
  fake.viewer.target = undefined;
  fake.state().crosshairMoved({ at: toWorld(SMALL_GRID.voxelToWorld, [1, 1, 1]), intensity: 0 });
  const [liver, spleen] = fake.state().findings;
  if (!liver || !spleen) throw new Error('nothing was found');
  return { ...fake, liver: liver.id, spleen: spleen.id };
}

function onSlice(voxel: Vec3): ViewPoint {
  const world = toWorld(SMALL_GRID.voxelToWorld, voxel);
  return { view: 'axial', across: 2, slice: voxel[2], voxel, world, mmPerPixel: 1, pixel: [0, 0] };
}

/** From above the patient down through voxel (1, 1). */
const [x, y] = toWorld(SMALL_GRID.voxelToWorld, [1, 1, 0]);
const down = { from: [x, y, 100], to: [x, y, -100] } as const;

test('a point names the objects there with their probability, the one painted last first', async () => {
  const { app, liver, spleen } = await answered();
  const { intensity, objects } = readPoint(app, [1, 1, 1]);
  expect(intensity).toBe(40 + 17);
  expect(objects.map(({ id }) => id)).toEqual([spleen, liver]);
  for (const { probability } of objects) expect(probability).toBeGreaterThan(0.5);
  expect(readPoint(app, [1, 1, 0])).toEqual({ intensity: -500, objects: [] });
  expect(readPoint(app, [1, 1, 4])).toEqual({ intensity: undefined, objects: [] });
});

test('what is hidden is neither named nor picked', async () => {
  const { app, state, liver, spleen } = await answered();
  alterFinding(app, spleen, { visible: false });
  expect(readPoint(app, [1, 1, 1]).objects.map(({ id }) => id)).toEqual([liver]);
  pickObject(app, onSlice([1, 1, 1]));
  expect(state().selected).toBe(liver);
});

test('a click beside every object changes nothing', async () => {
  const { app, state, liver } = await answered();
  state().findingSelected(liver);
  pickObject(app, onSlice([1, 1, 0]));
  pickObject(app, { from: [500, y, 100], to: [500, y, -100] });
  expect(state().selected).toBe(liver);
});

test('a click in 3D selects what the ray meets, and the crosshair goes there', async () => {
  const { app, state, viewer, liver } = await answered();
  pickObject(app, down);
  expect(state().selected).toBe(liver);
  expect(viewer.target?.[0]).toBeCloseTo(x);
  // The upper face of the upper slice, which is 4 mm thick.
  expect(viewer.target?.[2]).toBeGreaterThan(15);
  expect(viewer.target?.[2]).toBeLessThan(16.1);
});

test('what is cut away in 3D is not picked', async () => {
  const { app, state } = await answered();
  clip(app, { plane: 'axial', depth: 0.45 });
  pickObject(app, down);
  expect(state().selected).toBeUndefined();
  endClip(app);
  pickObject(app, down);
  expect(state().selected).toBeDefined();
});

test('3D is cut at the slice that the crosshair is on at first, and anew where another plane is chosen', async () => {
  const { app, state } = await answered();
  clip(app, {});
  expect(state().clip).toEqual({ plane: 'coronal', depth: 0.5, isFlipped: false });
  clip(app, { isFlipped: true });
  clip(app, { plane: 'axial' });
  expect(state().clip).toEqual({ plane: 'axial', depth: 0.75, isFlipped: false });
  await openVolume(app, scanFile('other.nii', OTHER));
  expect(state().clip).toBeUndefined();
});
