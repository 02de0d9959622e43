import { expect, test, vi } from 'vitest';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FAKE_MODEL, FakeEngine } from '#testing/fake-engine.ts';
import { loadModel } from './load-model.ts';
import { followReadiness } from './make-ready.ts';
import { openVolume } from './open-volume.ts';
import { readAhead } from './read-ahead.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';

/** A model, and how often the names of its structures have been asked for all that they are called. */
function countedModel() {
  const count = { times: 0 };
  const structures = FAKE_MODEL.structures.map((structure) => ({
    ...structure,
    get synonyms() {
      count.times += 1;
      return structure.synonyms;
    },
  }));
  return { model: { ...FAKE_MODEL, structures }, count };
}

async function openedWith(follow: boolean) {
  const { model, count } = countedModel();
  const engine = new FakeEngine();
  engine.load = async () => model;
  const { app } = fakeApp(engine);
  if (follow) followReadiness(app, undefined);
  await loadModel(app);
  await openVolume(app, scanFile());
  await stateModality(app, 'CT');
  return { app, count };
}

test('the names of the pack are read once a scan is there, before anybody asks, and not again by the prompt', async () => {
  const { app, count } = await openedWith(true);
  await vi.waitFor(() => expect(count.times).toBeGreaterThan(0));
  const { times } = count;
  expect(await segment(app, 'liver')).toBe('answered');
  expect(count.times).toBe(times);
});

test('else the prompt reads them', async () => {
  const { app, count } = await openedWith(false);
  expect(count.times).toBe(0);
  await segment(app, 'liver');
  expect(count.times).toBeGreaterThan(0);
});

test('of a pack without structures, or with one whose name is no prompt, nothing is told', async () => {
  const [liver] = FAKE_MODEL.structures;
  if (!liver) throw new Error('The model has no structures.');
  await expect(readAhead({ ...FAKE_MODEL, structures: [] }, 'CT')).resolves.toBeUndefined();
  await expect(
    readAhead({ ...FAKE_MODEL, structures: [{ ...liver, name: '?' }] }, 'CT'),
  ).resolves.toBeUndefined();
});
