import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { notFound } from '#testing/findings.ts';
import { removeUnread } from './alter-finding.ts';
import { undo } from './edit/undo.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

test('what was not understood goes at once, the rest stays, and one undo brings all of it back in its place', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  for (const prompt of ['asdfgh', 'liver', 'rm -rf']) await segment(app, prompt);
  state().findingPlaced(notFound('spleen'), 1);
  const listed = () => state().findings.map(({ title, kind }) => [title, kind]);
  const before = listed();
  expect(before.filter(([, kind]) => kind === 'not-understood')).toHaveLength(2);
  removeUnread(app);
  expect(listed()).toEqual([
    ['spleen', 'not-found'],
    ['liver', 'found'],
  ]);
  undo(app);
  expect(listed()).toEqual(before);
});
