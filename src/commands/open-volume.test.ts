import { expect, test } from 'vitest';
import { fakeApp, SMALL_GRID, scanFile } from '#testing/fake-app.ts';
import { closeVolume } from './close-volume.ts';
import { openFiles, openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

test('an opened scan is shown in the first window of its modality', async () => {
  const { app, viewer, state } = fakeApp();
  await openVolume(app, scanFile('abdomen.nii'));
  expect(viewer.shown).toBe('abdomen.nii');
  expect(viewer.window).toEqual([-160, 240]);
  expect(state().volume).toMatchObject({
    at: 'ready',
    info: { name: 'abdomen.nii', modality: 'CT', modalityIsGuess: true, axes: 'LAS', spacingMm: [2, 3, 4] },
  });
});

test('a file that is not a scan leaves the open scan and its findings as they were', async () => {
  const { app, viewer, state } = fakeApp();
  await openVolume(app, scanFile('good.nii'));
  await segment(app, 'liver');
  const before = { volume: state().volume, findings: state().findings, layers: viewer.layers };
  await openVolume(app, new File(['\x89PNG and so on'], 'photo.png'));
  expect({ volume: state().volume, findings: state().findings, layers: viewer.layers }).toEqual(before);
  expect(viewer.shown).toBe('good.nii');
  expect(state().notices.map(({ error }) => error.code)).toEqual(['format-unread']);
  expect(state().opening).toEqual({ at: 'idle' });
});

test('of several files the one that holds a scan is opened, whatever they are called', async () => {
  const { app, state } = fakeApp();
  const scan = new File([await scanFile().arrayBuffer()], 'b.txt');
  const notes = new File(['these are notes'], 'notes.nii');
  await openFiles(
    app,
    [notes, scan].map((content) => ({ path: content.name, content })),
  );
  expect(state().volume).toMatchObject({ at: 'ready', info: { name: 'b.txt' } });
});

test('a file that the browser cannot read is named in a notice', async () => {
  const { app, state } = fakeApp();
  class Gone extends File {
    override slice(): Blob {
      throw new Error('moved away');
    }
  }
  await openVolume(app, new Gone(['scan'], 'gone.nii'));
  expect(state().notices[0]?.error).toMatchObject({
    code: 'file-unreadable',
    details: { name: 'gone.nii', reason: 'moved away' },
  });
});

test('another scan clears the findings of the one before', async () => {
  const { app, viewer, state } = fakeApp();
  await openVolume(app, scanFile('first.nii'));
  await segment(app, 'liver');
  await openVolume(
    app,
    scanFile(
      'second.nii',
      Int16Array.from({ length: 24 }, (_, n) => n),
    ),
  );
  expect(state().findings).toEqual([]);
  expect(viewer.layers).toEqual([]);
  expect(app.voxels.scan()?.volume.name).toBe('second.nii');
});

test('another scan forgets the features of the one before', async () => {
  const { app } = fakeApp();
  await openVolume(app, scanFile('first.nii'));
  await segment(app, 'liver');
  const before = app.voxels.scan()?.volume;
  if (!before) throw new Error('no scan is open');
  expect(await app.engine.holds(before)).toBe(true);
  const other = Int16Array.from({ length: 24 }, (_, n) => n);
  await openVolume(app, scanFile('second.nii', other));
  expect(await app.engine.holds(before)).toBe(false);
});

test('of two files opened at once the later one stays', async () => {
  const { app, state } = fakeApp();
  await Promise.all([openVolume(app, scanFile('first.nii')), openVolume(app, scanFile('second.nii'))]);
  expect(state().volume).toMatchObject({ info: { name: 'second.nii' } });
  expect(state().opening).toEqual({ at: 'idle' });
});

test('closing forgets the scan, its masks and its features', async () => {
  const { app, viewer, state } = fakeApp();
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  const volume = app.voxels.scan()?.volume;
  await closeVolume(app);
  expect(viewer.shown).toBeUndefined();
  expect(state()).toMatchObject({ volume: { at: 'empty' }, findings: [] });
  expect(app.voxels.scan()).toBeUndefined();
  expect(volume && (await app.engine.holds(volume))).toBe(false);
});

test('the viewer is given the grid that masks are computed on', async () => {
  const { app } = fakeApp();
  await openVolume(app, scanFile());
  expect(app.voxels.scan()?.volume.grid).toEqual(SMALL_GRID);
});
