import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReadyOptions } from '#engine/engine.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import type { Volume } from '#volume/types.ts';
import { closeVolume } from './close-volume.ts';
import { loadModel } from './load-model.ts';
import { followReadiness, noteTyping } from './make-ready.ts';
import { openVolume } from './open-volume.ts';
import { stateBodyPart } from './said-parts.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';

const GIB = 2 ** 30;

class ReadyEngine extends FakeEngine {
  readonly asked: ({ volume: Volume } & ReadyOptions)[] = [];

  override async makeReady(volume?: Volume, options?: ReadyOptions): Promise<void> {
    if (volume) this.asked.push({ volume, ...options });
    throw new Error('It failed, which nobody is to hear of.');
  }
}

async function opened(memoryBytes: number | undefined = undefined, isSoftware = false) {
  const engine = new ReadyEngine();
  const fake = fakeApp(engine);
  const stop = followReadiness({ ...fake.app, viewer: { isSoftware } }, memoryBytes);
  await loadModel(fake.app);
  await openVolume(fake.app, scanFile());
  await stateModality(fake.app, 'CT');
  return { ...fake, engine, stop };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(1000);

test('the open scan is made ready once it has settled, once, and nothing is told of a failure', async () => {
  const { engine, state } = await opened();
  expect(engine.asked).toHaveLength(0);
  await settle();
  expect(engine.asked.map(({ volume }) => volume.modality)).toEqual(['CT']);
  state().regionChosen(undefined);
  await settle();
  expect(engine.asked).toHaveLength(1);
  expect(state().notices).toEqual([]);
  expect(state().run.at).toBe('idle');
});

test('where the processor draws, the first pictures go before', async () => {
  const quick = await opened();
  await vi.advanceTimersByTimeAsync(1);
  expect(quick.engine.asked).toHaveLength(1);
  const { engine } = await opened(undefined, true);
  await vi.advanceTimersByTimeAsync(300);
  expect(engine.asked).toHaveLength(0);
  await settle();
  expect(engine.asked).toHaveLength(1);
});

test('a prompt stops it, and goes first', async () => {
  const { app, engine } = await opened();
  await settle();
  const going = segment(app, 'liver');
  await vi.waitFor(() => expect(engine.asked[0]?.signal?.aborted).toBe(true));
  await settle();
  await going;
  const other = await opened();
  const first = segment(other.app, 'liver');
  expect(other.engine.asked).toHaveLength(0);
  await settle();
  await first;
});

test('another modality makes it ready anew, and closing the scan stops it', async () => {
  const { app, engine } = await opened();
  await settle();
  await stateModality(app, 'MR');
  await settle();
  expect(engine.asked.map(({ volume }) => volume.modality)).toEqual(['CT', 'MR']);
  expect(engine.asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  await closeVolume(app);
  expect(engine.asked[1]?.signal?.aborted).toBe(true);
});

test('a scan of which it is not sure what it is waits for a word', async () => {
  const { app, engine, state } = await opened();
  const { volume } = state();
  if (volume.at !== 'ready') throw new Error('There is no scan.');
  state().volumeOpened({ ...volume.info, modalityIsUnsure: true });
  await settle();
  expect(engine.asked).toHaveLength(0);
  await stateModality(app, 'MR');
  await settle();
  expect(engine.asked.map(({ volume: { modality } }) => modality)).toEqual(['MR']);
});

test.each([
  [2 * GIB, 0],
  [4 * GIB, 1],
  [undefined, 1],
])('on a machine with %s bytes of memory it is done %i times', async (memoryBytes, times) => {
  const { engine } = await opened(memoryBytes);
  await settle();
  expect(engine.asked).toHaveLength(times);
});

test('it can be ended', async () => {
  const { app, engine, stop } = await opened();
  stop();
  await settle();
  await stateModality(app, 'MR');
  await settle();
  expect(engine.asked).toHaveLength(0);
});

test('it is encoded as soon as a prompt is being written, at once, and no longer when that is gone', async () => {
  const { app, engine } = await opened();
  await settle();
  expect(engine.asked.map(({ features }) => features)).toEqual([false]);
  noteTyping(app, '  ');
  await settle();
  expect(engine.asked).toHaveLength(1);
  noteTyping(app, 'l');
  noteTyping(app, 'li');
  await vi.advanceTimersByTimeAsync(1);
  expect(engine.asked.map(({ features }) => features)).toEqual([false, true]);
  noteTyping(app, '');
  expect(engine.asked[1]?.signal?.aborted).toBe(true);
});

test('what was being written as the scan came counts too', async () => {
  const engine = new ReadyEngine();
  const { app } = fakeApp(engine);
  followReadiness(app);
  noteTyping(app, 'liver');
  await loadModel(app);
  await openVolume(app, scanFile());
  await stateModality(app, 'CT');
  await settle();
  expect(engine.asked.at(-1)?.features).toBe(true);
});

test('a scan in which the pack knows nothing is not encoded before somebody insists', async () => {
  const { app, engine } = await opened();
  stateBodyPart(app, ['head']);
  noteTyping(app, 'liver');
  await settle();
  expect(engine.asked.filter(({ features }) => features)).toEqual([]);
  app.store.getState().beyondChosen(true);
  await settle();
  expect(engine.asked.filter(({ features }) => features)).toHaveLength(1);
});
