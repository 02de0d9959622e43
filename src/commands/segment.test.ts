import { expect, test } from 'vitest';
import type { CallOptions, LoadedModel, RemoteEngine, Segmentation } from '#engine/engine.ts';
import { AppError } from '#errors.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { alterFinding, locateFinding, removeFinding } from './alter-finding.ts';
import type { App } from './app.ts';
import { ask } from './ask.ts';
import { closeVolume } from './close-volume.ts';
import { openVolume } from './open-volume.ts';
import { segment, stopSegmenting } from './segment.ts';
import { stateModality } from './state-modality.ts';

async function opened(engine?: RemoteEngine) {
  const fake = fakeApp(engine);
  await openVolume(fake.app, scanFile());
  return fake;
}

const titles = (state: { findings: readonly { title: string }[] }) =>
  state.findings.map(({ title }) => title);

test('a prompt becomes a measured object in the colour of its structure', async () => {
  const { app, viewer, state } = await opened();
  expect(await segment(app, 'Left Kidney')).toBe('answered');
  expect(state().findings).toMatchObject([
    {
      kind: 'found',
      title: 'left kidney',
      prompt: 'Left Kidney',
      labelId: 3,
      color: [200, 120, 60],
      visible: true,
      measurement: { volumeMl: (12 * 24) / 1000 },
    },
  ]);
  expect(viewer.layers).toHaveLength(1);
  expect(state().run).toEqual({ at: 'idle' });
});

test('several names in one line give several objects, in their order', async () => {
  const { app, viewer, state } = await opened();
  await segment(app, 'spleen, liver and kidneys');
  expect(titles(state())).toEqual(['spleen', 'liver', 'left kidney', 'right kidney']);
  expect(viewer.layers).toHaveLength(4);
  expect(state().latest?.findings).toHaveLength(4);
});

test('a repeated prompt replaces the earlier object and keeps how it looks', async () => {
  const { app, state } = await opened();
  await segment(app, 'liver, spleen');
  const first = state().findings[0];
  if (first) alterFinding(app, first.id, { color: [1, 2, 3], opacity: 0.8, visible: false });
  await segment(app, 'hepar');
  expect(titles(state())).toEqual(['liver', 'spleen']);
  expect(state().findings[0]).toMatchObject({
    id: first?.id,
    prompt: 'hepar',
    color: [1, 2, 3],
    opacity: 0.8,
    visible: true,
  });
});

test('a structure that is not in the scan is an answer, not an error', async () => {
  const { app, viewer, state } = fakeApp();
  await openVolume(
    app,
    scanFile(
      'air.nii',
      Int16Array.from({ length: 24 }, (_, n) => -1000 + n),
    ),
  );
  expect(await segment(app, 'liver')).toBe('answered');
  expect(state().findings).toMatchObject([{ kind: 'not-found', title: 'liver', existence: 0.1 }]);
  expect(state().notices).toEqual([]);
  expect(viewer.layers).toEqual([]);
});

test('text that names nothing known is answered with the nearest names', async () => {
  const { app, state } = await opened();
  await segment(app, 'livre');
  expect(state().findings).toMatchObject([{ kind: 'not-understood', title: 'livre', nearest: ['liver'] }]);
});

test('an empty prompt is refused and changes nothing', async () => {
  const { app, state } = await opened();
  expect(await segment(app, ' , ')).toBe('refused');
  expect(state().notices.map(({ error }) => error.code)).toEqual(['prompt-empty']);
  expect(state().findings).toEqual([]);
});

test('stopping ends the run at once and keeps what was found before', async () => {
  const { app, state } = await opened();
  await segment(app, 'liver');
  const run = segment(app, 'spleen');
  expect(state().run.at).toBe('running');
  stopSegmenting(app);
  expect(state().run).toEqual({ at: 'idle' });
  expect(await run).toBe('stopped');
  expect(titles(state())).toEqual(['liver']);
  expect(state().notices).toEqual([]);
});

test('what is asked during a run is answered after it, in order and once', async () => {
  const { app, state } = await opened();
  const first = ask(app, 'liver');
  expect(await Promise.all(['spleen', 'spleen', 'liver', '  '].map((text) => ask(app, text)))).toEqual(
    Array(4).fill('waiting'),
  );
  expect(state().waiting).toEqual(['spleen']);
  expect(titles(state())).toEqual([]);
  expect(await first).toBe('answered');
  expect(titles(state())).toEqual(['liver', 'spleen']);
  expect(state().waiting).toEqual([]);
  expect(state().run).toEqual({ at: 'idle' });
});

test('stopping drops the prompts that wait, and the next one is answered at once', async () => {
  const { app, state } = await opened();
  const first = ask(app, 'liver');
  await ask(app, 'spleen');
  stopSegmenting(app);
  const second = ask(app, 'left kidney');
  expect(await Promise.all([first, second])).toEqual(['stopped', 'answered']);
  expect(titles(state())).toEqual(['left kidney']);
});

test('a prompt that waits can be taken back', async () => {
  const { app, state } = await opened();
  const first = ask(app, 'liver');
  await ask(app, 'spleen');
  state().promptUnqueued('spleen');
  await first;
  expect(titles(state())).toEqual(['liver']);
});

test.each([
  ['another scan opens', (app: App) => openVolume(app, scanFile('next.nii'))],
  ['the scan is closed', closeVolume],
  ['the modality is stated', (app: App) => stateModality(app, 'MR')],
])('a run ends when %s, and the page is ready for the next', async (_, change) => {
  const { app, state } = await opened();
  const run = ask(app, 'liver');
  await ask(app, 'spleen');
  await change(app);
  expect(await run).toBe('stopped');
  expect(state().run).toEqual({ at: 'idle' });
  expect(state().waiting).toEqual([]);
  expect(state().findings).toEqual([]);
});

test('a second run takes over from the first', async () => {
  const { app, state } = await opened();
  const [first, second] = await Promise.all([segment(app, 'liver'), segment(app, 'spleen')]);
  expect([first, second]).toEqual(['stopped', 'answered']);
  expect(titles(state())).toEqual(['spleen']);
});

class FailingEngine extends FakeEngine {
  override async segment(): Promise<readonly Segmentation[]> {
    throw new AppError('out-of-memory', { stage: 'decode' });
  }
}

test('a failure is a notice, and earlier findings stay', async () => {
  const { app, state } = await opened(new FailingEngine());
  expect(await segment(app, 'liver')).toBe('refused');
  expect(state().notices.map(({ error }) => error.code)).toEqual(['out-of-memory']);
  expect(state().run).toEqual({ at: 'idle' });
});

class CorruptOnceEngine extends FakeEngine {
  #loads = 0;
  override load(manifestUrl: string, options?: CallOptions): Promise<LoadedModel> {
    this.#loads += 1;
    if (this.#loads > 1) return super.load(manifestUrl, options);
    return Promise.reject(new AppError('weights-corrupt', { file: 'a.onnx', expected: '0', actual: '1' }));
  }
}

test('a prompt tries again to load a model that failed to load', async () => {
  const { app, state } = await opened(new CorruptOnceEngine());
  expect(await segment(app, 'liver')).toBe('refused');
  expect(state().model.at).toBe('unavailable');
  expect(await segment(app, 'liver')).toBe('answered');
  expect(state().model.at).toBe('ready');
});

test('hiding takes an object off the views, and later objects lie over earlier ones', async () => {
  const { app, viewer, state } = await opened();
  await segment(app, 'liver, spleen');
  const [liver, spleen] = state().findings;
  expect(viewer.layers.map(({ key }) => key)).toEqual([liver?.id, spleen?.id]);
  if (liver) alterFinding(app, liver.id, { visible: false });
  expect(viewer.layers.map(({ key }) => key)).toEqual([spleen?.id]);
});

test('a deleted object leaves no mask behind', async () => {
  const { app, viewer, state } = await opened();
  await segment(app, 'liver');
  const [liver] = state().findings;
  if (!liver) throw new Error('nothing was found');
  removeFinding(app, liver.id);
  expect(state().findings).toEqual([]);
  expect(viewer.layers).toEqual([]);
  expect(app.voxels.mask(liver.id)).toBeUndefined();
});

test('going to an object puts the crosshair on its centre of mass', async () => {
  const { app, viewer, state } = await opened();
  await segment(app, 'liver');
  const [liver] = state().findings;
  if (liver) locateFinding(app, liver.id);
  // The second half of the voxels: the slice k = 1.
  expect(viewer.target).toEqual([27, -17, 14]);
});

test('a stated modality is used for the next prompt and changes the window', async () => {
  const { app, viewer, state } = await opened();
  await segment(app, 'liver');
  await stateModality(app, 'MR');
  expect(state().findings).toMatchObject([{ source: { modality: 'CT' } }]);
  expect(state().volume).toMatchObject({ info: { modality: 'MR', modalityIsGuess: false } });
  expect(viewer.window).toEqual([-500, 63]);
  const volume = app.voxels.scan()?.volume;
  expect(volume?.modality).toBe('MR');
  expect(volume && (await app.engine.holds(volume))).toBe(false);
});
