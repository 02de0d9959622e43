import { expect, test } from 'vitest';
import type { ScanReader } from '#formats/scan-reader.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { chooseScan, offerScans, stopChoosing, stopOpening } from './choose-scan.ts';
import { closeVolume } from './close-volume.ts';
import { openFiles, openVolume } from './open-volume.ts';

const given = (...paths: readonly string[]) => paths.map((path) => ({ path, content: scanFile(path) }));

test('of several scans none is opened unasked: they are offered, and the one that is chosen opens', async () => {
  const { app, state, viewer } = fakeApp();
  await openFiles(app, given('study/a.nii', 'study/b.nii'));
  expect(state()).toMatchObject({ volume: { at: 'empty' }, opening: { at: 'idle' }, isChoosing: true });
  expect(state().found).toMatchObject({ name: 'study', scans: [{ name: 'a.nii' }, { name: 'b.nii' }] });
  await chooseScan(app, 1);
  expect(viewer.shown).toBe('b.nii');
  expect(state()).toMatchObject({ isChoosing: false, found: { opened: 1 } });
  await chooseScan(app, 0);
  expect(viewer.shown).toBe('a.nii');
});

test('what was given together has the name of its folder, and files without one have none', async () => {
  const { app, state } = fakeApp();
  await openFiles(app, given('case-1.nii', 'case-2.nii'));
  expect(state().found?.name).toBe('');
  await openFiles(app, given('a/1.nii', 'b/2.nii'));
  expect(state().found?.name).toBe('');
  await openFiles(app, given('1.nii', '2.nii'), 'discs');
  expect(state().found?.name).toBe('discs');
  await openVolume(app, scanFile('first.nii'));
  expect(state().found?.name).toBe('first.nii');
});

test('a list that is closed changes nothing, and can be shown again', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile('first.nii'));
  await openFiles(app, given('a.nii', 'b.nii'));
  stopChoosing(app);
  expect(state()).toMatchObject({ isChoosing: false, volume: { info: { name: 'first.nii' } } });
  await offerScans(app);
  expect(state().isChoosing).toBe(true);
});

test('what cannot be opened leaves what was found before; what can takes its place and lets go of it', async () => {
  const { app, state } = fakeApp();
  await openFiles(app, given('study/a.nii', 'study/b.nii'));
  let closed = 0;
  const { list } = app.found;
  if (!list) throw new Error('two were found');
  const close = () => {
    closed += 1;
  };
  app.found.list = { ...list, close };
  await openVolume(app, new File(['%PDF-1.4'], 'paper.pdf'));
  expect([state().found?.name, closed]).toEqual(['study', 0]);
  await openVolume(app, scanFile('c.nii'));
  expect([state().found?.name, closed]).toEqual(['c.nii', 1]);
});

test('closing the scan lets go of everything that was found beside it', async () => {
  const { app, state } = fakeApp();
  await openFiles(app, given('a.nii', 'b.nii'));
  await chooseScan(app, 0);
  await closeVolume(app);
  expect(state().found).toBeUndefined();
  expect(app.found.list).toBeUndefined();
});

test('progress is told while files are looked at, and who stops it is rid of it', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile('first.nii'));
  const reader: ScanReader = {
    list: (_files, { signal, onProgress } = {}) => {
      onProgress?.(3, 9);
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    },
  };
  const opening = openFiles({ ...app, reader }, given('a.nii'), 'study');
  await Promise.resolve();
  expect(state().opening).toEqual({ at: 'reading', name: 'study', looked: { done: 3, of: 9 } });
  stopOpening(app);
  await opening;
  expect(state()).toMatchObject({
    opening: { at: 'idle' },
    notices: [],
    volume: { info: { name: 'first.nii' } },
  });
});

test('a folder without files is refused by its name', async () => {
  const { app, state } = fakeApp();
  await openFiles(app, [], 'empty');
  expect(state().notices.map(({ error }) => error)).toMatchObject([
    { code: 'nothing-to-open', details: { name: 'empty' } },
  ]);
  expect(state().opening).toEqual({ at: 'idle' });
});
