import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { copyTable } from './copy-table.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

async function answered() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver, spleen');
  return { ...fake, ids: fake.state().findings.map(({ id }) => id) };
}

test('the table is copied in the order of its rows', async () => {
  const { app, copied, ids } = await answered();
  expect(await copyTable(app, ids.toReversed())).toBe(true);
  expect(copied[0]?.split('\n').map((line) => line.split('\t')[0])).toEqual(['name', 'spleen', 'liver', '']);
});

test('a browser that gives no clipboard is said to give none', async () => {
  const { app, state, ids } = await answered();
  const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  expect(await copyTable({ ...app, copy: refuse }, ids)).toBe(false);
  expect(state().notices).toMatchObject([
    { error: { code: 'copy-refused', details: { reason: 'NotAllowedError' } } },
  ]);
});
