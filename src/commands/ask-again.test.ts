import { expect, test } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { askAllAgain, outdated } from './ask-again.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';

async function answeredAsOther() {
  const fake = fakeApp();
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'hepar, both kidneys, livre');
  const { volume } = fake.state();
  const was = volume.at === 'ready' ? volume.info.modality : 'other';
  await stateModality(fake.app, was === 'CT' ? 'MR' : 'CT');
  return fake;
}
const titles = (state: Parameters<typeof outdated>[0]) => outdated(state).map(({ title }) => title);

test('what was answered for another modality is asked again in one go, each structure once', async () => {
  const { app, state } = await answeredAsOther();
  expect(titles(state())).toEqual(['liver', 'left kidney', 'right kidney']);
  await askAllAgain(app);
  expect(titles(state())).toEqual([]);
  expect(state().findings.map(({ title }) => title)).toEqual([
    'liver',
    'left kidney',
    'right kidney',
    'livre',
  ]);
  expect(state().latest?.findings).toHaveLength(3);
});

test('what a person has changed is not asked again', async () => {
  const { state } = await answeredAsOther();
  const [liver] = state().findings;
  if (liver?.kind !== 'found') throw new Error('no liver');
  state().findingReshaped(liver.id, { ...liver, isChanged: true });
  expect(titles(state())).toEqual(['left kidney', 'right kidney']);
});
