import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { nudgeWindow, setWidthOrLevel, stepPreset } from './adjust-window.ts';
import { arrange, chooseLayout, toggleLarge } from './choose-view.ts';
import { openVolume } from './open-volume.ts';
import { stateModality } from './state-modality.ts';

async function opened() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await stateModality(fake.app, 'CT');
  return fake;
}

test('a width that is typed keeps the level, and a level the width', async () => {
  const { app, viewer, state } = await opened();
  setWidthOrLevel(app, { width: 200 });
  expect(viewer.window).toEqual([-60, 140]);
  setWidthOrLevel(app, { level: 100 });
  expect(viewer.window).toEqual([0, 200]);
  expect(state().window).toEqual({ low: 0, high: 200, preset: undefined });
});

test.each([0, -5, Number.NaN, Number.POSITIVE_INFINITY])('a width of %s changes nothing', async (width) => {
  const { app, viewer, state } = await opened();
  setWidthOrLevel(app, { width });
  expect(viewer.window).toEqual([-160, 240]);
  expect(state().window?.preset).toBe('soft-tissue');
});

test('brighter lowers the level, more contrast narrows the width about it', async () => {
  const { app, state } = await opened();
  nudgeWindow(app, 1, 0.1);
  expect(state().window).toMatchObject({ low: -200, high: 200 });
  nudgeWindow(app, 0.5, 0);
  expect(state().window).toMatchObject({ low: -100, high: 100 });
});

test('presets follow each other round, and the first follows a window set by hand', async () => {
  const { app, state } = await opened();
  const seen = Array.from({ length: 5 }, () => {
    stepPreset(app, 1);
    return state().window?.preset;
  });
  expect(seen).toEqual(['liver', 'lung', 'bone', 'full', 'soft-tissue']);
  stepPreset(app, -1);
  expect(state().window?.preset).toBe('full');
  setWidthOrLevel(app, { width: 123 });
  stepPreset(app, 1);
  expect(state().window?.preset).toBe('soft-tissue');
});

test('a view made large goes back to the layout that it came from', async () => {
  const { app, viewer, state } = await opened();
  chooseLayout(app, 'one-three');
  toggleLarge(app, 'coronal');
  expect(viewer.layout).toBe('coronal');
  // Another one, while one is large, keeps the way back.
  toggleLarge(app, 'axial');
  toggleLarge(app, 'axial');
  expect(state().layout).toBe('one-three');
  arrange(app, { large: 'render' });
  expect(state()).toMatchObject({ layout: 'one-three', large: 'render', before: undefined });
  chooseLayout(app, 'sagittal');
  toggleLarge(app, 'sagittal');
  expect(viewer.layout).toBe('four-up');
});
