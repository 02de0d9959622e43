import { expect, test } from 'vitest';
import { chooseLayout, toggleLarge } from '#commands/choose-view.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { editAlone } from './edit-alone.ts';

test('one slice is shown alone, and what was shown before comes back', () => {
  const { app, viewer } = fakeApp();
  chooseLayout(app, 'one-three');
  const giveBack = editAlone(app);
  expect(viewer.layout).toBe('axial');
  giveBack();
  expect(viewer.layout).toBe('one-three');
});

test.each(['axial', 'coronal', 'row'] as const)('a view that is chosen meanwhile stays: %s', (layout) => {
  const { app, viewer } = fakeApp();
  const giveBack = editAlone(app);
  chooseLayout(app, layout);
  giveBack();
  expect(viewer.layout).toBe(layout);
});

test('another slice that is shown alone meanwhile stays', () => {
  const { app, viewer } = fakeApp();
  const giveBack = editAlone(app);
  toggleLarge(app, 'coronal');
  giveBack();
  expect(viewer.layout).toBe('coronal');
});

test('a view that was alone already stays as it is, and so does what it came from', () => {
  const { app, viewer, state } = fakeApp();
  toggleLarge(app, 'axial');
  editAlone(app)();
  expect([viewer.layout, state().before]).toEqual(['axial', 'four-up']);
  chooseLayout(app, 'sagittal');
  editAlone(app)();
  expect(viewer.layout).toBe('sagittal');
});
