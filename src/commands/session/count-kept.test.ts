import { expect, test } from 'vitest';
import { openVolume } from '#commands/open-volume.ts';
import { segment } from '#commands/segment.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { FakeFolder } from '#testing/fake-files.ts';
import { countKept } from './count-kept.ts';
import { keepWork } from './keep-work.ts';

test('a new page knows on how many scans work is kept, and says none where a person does not want it kept', async () => {
  const disk = new FakeFolder();
  const first = fakeApp(new FakeEngine(), disk);
  first.state().keepingChosen('yes');
  expect(await countKept(first.app)).toBe(0);
  await openVolume(first.app, scanFile());
  await segment(first.app, 'liver');
  // Not waited for: what is being kept is counted.
  void keepWork(first.app);
  expect(await countKept(first.app)).toBe(1);

  const next = fakeApp(new FakeEngine(), disk);
  expect(await countKept(next.app)).toBe(0);
  next.state().keepingChosen('yes');
  expect(await countKept(next.app)).toBe(1);
  next.state().keepingChosen('no');
  expect(await countKept(next.app)).toBe(0);
});

test('a browser that cannot tell says nothing', async () => {
  const { app, state } = fakeApp();
  state().keepingChosen('yes');
  const archive = { ...app.archive, count: () => Promise.reject(new Error('no files')) };
  expect(await countKept({ ...app, archive })).toBe(0);
});
