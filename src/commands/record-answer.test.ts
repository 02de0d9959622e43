import { expect, test } from 'vitest';
import { foundObjects } from '#results/finding.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FAKE_MODEL } from '#testing/fake-engine.ts';
import { openVolume } from './open-volume.ts';
import { segment } from './segment.ts';

test('two packs that give the same label to different structures do not share it in one label map', async () => {
  const { app, state } = fakeApp();
  await openVolume(app, scanFile());
  await segment(app, 'liver');
  const [liver] = FAKE_MODEL.structures.filter(({ id }) => id === 'liver');
  if (!liver) throw new Error('the fake knows the liver');
  const other = { ...liver, id: 'postcava' as typeof liver.id, name: 'inferior vena cava', synonyms: [] };
  state().modelChanged({ at: 'ready', model: { ...FAKE_MODEL, name: 'Other', structures: [other] } });
  await segment(app, 'inferior vena cava');
  const labels = foundObjects(state().findings).map(({ title, labelId }) => [title, labelId]);
  expect(labels).toEqual([
    ['liver', liver.labelId],
    ['inferior vena cava', liver.labelId + 1],
  ]);
});
