import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { removeUnread } from './alter-finding.ts';
import { undo } from './edit/undo.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

test('what was not understood goes at once, the rest stays, and one undo brings all of it back in its place', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  for (const prompt of ['asdfgh', 'liver', 'rm -rf', 'heart']) await segment(app, prompt);
  const before = state().findings.map(({ title, kind }) => [title, kind]);
  expect(before.filter(([, kind]) => kind === 'not-understood').length).toBeGreaterThan(1);
  removeUnread(app);
  const rest = state().findings.map(({ title, kind }) => [title, kind]);
  expect(rest).toEqual(before.filter(([, kind]) => kind !== 'not-understood'));
  expect(rest.length).toBeGreaterThan(0);
  undo(app);
  expect(state().findings.map(({ title, kind }) => [title, kind])).toEqual(before);
});
