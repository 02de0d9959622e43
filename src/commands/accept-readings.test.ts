import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { acceptReadings, readingsOffered } from './accept-readings.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

async function asked(text: string) {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, text);
  return fake;
}

test('what a prompt names among unknown words is asked for in its place', async () => {
  const { app, state } = await asked('liver-zebra, left kidney');
  const readings = readingsOffered(state());
  expect(readings).toMatchObject([{ title: 'liver-zebra', nearest: ['liver'] }]);
  expect(await acceptReadings(app, readings)).toBe('answered');
  expect(state().findings).toMatchObject([{ title: 'left kidney' }, { title: 'liver', prompt: 'liver' }]);
  expect(readingsOffered(state())).toEqual([]);
});

test('a slip that may be more than one thing is no reading, nor is what an earlier prompt named', async () => {
  const { app, state } = await asked('livre');
  expect(state().findings).toMatchObject([{ kind: 'not-understood' }]);
  expect(readingsOffered(state())).toEqual([]);
  await segment(app, 'liver-zebra');
  await segment(app, 'left kidney');
  expect(readingsOffered(state())).toEqual([]);
});
