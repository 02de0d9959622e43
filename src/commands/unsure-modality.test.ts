import { expect, test } from 'vitest';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { fakeApp } from '#testing/fake-app.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';

test('a scan that may be CT or MR is asked about before anything is run on it', async () => {
  const { app, state } = fakeApp();
  // A CT whose values are cut off at both ends, as bytes.
  const grid = phantomGrid('las', 12);
  const { volume } = makePhantom({ seed: 7, grid });
  const data = Int16Array.from(volume.data, (hu) => (Math.min(150, Math.max(-60, hu)) + 60) / 2);
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  await openVolume(app, new File([bytes], 'bytes.nii'));
  expect(await segment(app, 'liver')).toBe('refused');
  expect(state().findings).toEqual([]);
  expect(state().notices.map(({ error }) => error.code)).toEqual(['modality-unsure']);
  // Also where what is said is what it would have been taken for.
  const { volume: open } = state();
  await stateModality(app, open.at === 'ready' ? open.info.modality : 'CT');
  expect(state().notices).toEqual([]);
  expect(await segment(app, 'liver')).toBe('answered');
});

test('a CT that was mended is shown with the file’s own values once it is said to be MR, and mended again', async () => {
  const { app, state } = fakeApp();
  const grid = phantomGrid('las', 6);
  const { volume } = makePhantom({ seed: 7, grid });
  const data = Int16Array.from(volume.data, (hu) => hu + 1024);
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data });
  await openVolume(app, new File([bytes], 'plus.nii'));
  const shown = () => app.voxels.scan()?.volume;
  const codes = () => state().notices.map(({ error }) => error.code);
  expect(shown()).toMatchObject({ modality: 'CT', intercept: -1024 });
  expect(await segment(app, 'liver')).toBe('answered');
  await stateModality(app, 'MR');
  expect(shown()).toMatchObject({ modality: 'MR', intercept: 0 });
  // They were found in other intensities.
  expect(state().findings).toEqual([]);
  await stateModality(app, 'CT');
  expect(shown()).toMatchObject({ modality: 'CT', intercept: -1024 });
  expect(codes()).toContain('ct-units');
});

test('a label map opens as a segmentation: nothing is asked of it before somebody says that it is a scan', async () => {
  const { app, state } = fakeApp();
  const grid = phantomGrid('las', 8);
  const { labels } = makePhantom({ seed: 7, grid });
  const bytes = writeNifti({ size: grid.size, header: gridHeader(grid), data: Uint8Array.from(labels) });
  await openVolume(app, new File([bytes], 'labels.nii'));
  const codes = () => state().notices.map(({ error }) => error.code);
  expect(codes()).toEqual(['labels-not-scan']);
  expect(await segment(app, 'liver')).toBe('refused');
  expect(state().findings).toEqual([]);
  await stateModality(app, 'MR');
  expect(codes()).toEqual([]);
  expect(await segment(app, 'liver')).toBe('answered');
});
