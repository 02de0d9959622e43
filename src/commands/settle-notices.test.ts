import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { closeVolume } from './close-volume.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

const codes = ({ notices }: ReturnType<ReturnType<typeof fakeApp>['state']>) =>
  notices.map(({ error }) => error.code);

test('what was wrong with a file goes when another is opened, whether that can be read or not', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, new File(['no scan'], 'a.txt'));
  const [first] = state().notices;
  await openVolume(app, new File(['nor this'], 'b.txt'));
  expect(state().notices).toHaveLength(1);
  expect(state().notices[0]?.error).not.toEqual(first?.error);
  await openVolume(app, scanFile());
  expect(codes(state())).toEqual([]);
});

test('what was wrong with a prompt goes with the next one, and with the scan', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  await segment(app, '  ');
  expect(state().notices).toMatchObject([{ act: 'prompt', error: { code: 'prompt-empty' } }]);
  await segment(app, 'liver but not the spleen');
  expect(codes(state())).toEqual(['prompt-left-out']);
  await segment(app, 'liver');
  expect(codes(state())).toEqual([]);
  await segment(app, '');
  await closeVolume(app);
  expect(codes(state())).toEqual([]);
});
