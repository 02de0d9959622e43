import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReadyOptions } from '#engine/engine.ts';
import { gridHeader } from '#formats/nifti-header.ts';
import { writeNifti } from '#formats/write-nifti.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import { makePhantom } from '#testing/phantom.ts';
import { phantomGrid } from '#testing/phantom-grid.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { closeVolume } from './close-volume.ts';
import { loadModel } from './load-model.ts';
import { followReadiness, noteTyping } from './make-ready.ts';
import { openVolume } from './open-volume.ts';
import { stateBodyPart } from './said-parts.ts';
import { segment } from './segment.ts';
import { stateModality } from './state-modality.ts';

const GIB = 2 ** 30;

class ReadyEngine extends FakeEngine {
  /** What was to be made ready without a scan. */
  readonly without: (ReadyOptions | undefined)[] = [];
  readonly asked: ({ volume: Volume } & ReadyOptions)[] = [];
  readonly forgotten: VolumeId[] = [];

  override async makeReady(volume?: Volume, options?: ReadyOptions): Promise<void> {
    if (volume) this.asked.push({ volume, ...options });
    else this.without.push(options);
    throw new Error('It failed, which nobody is to hear of.');
  }

  override async forget(id: VolumeId): Promise<void> {
    this.forgotten.push(id);
    await super.forget(id);
  }
}

const GRID = phantomGrid('las', 8);
const PHANTOM = makePhantom({ seed: 7, grid: GRID });

function niftiFile(data: Int16Array | Uint8Array): File {
  return new File([writeNifti({ size: GRID.size, header: gridHeader(GRID), data })], 'phantom.nii');
}

/** A CT whose values are cut off at both ends, which may as well be MR. */
const unsureFile = () =>
  niftiFile(Int16Array.from(PHANTOM.volume.data, (hu) => (Math.min(150, Math.max(-60, hu)) + 60) / 2));

async function openedAs(file: File) {
  const engine = new ReadyEngine();
  const fake = fakeApp(engine);
  followReadiness(fake.app);
  await loadModel(fake.app);
  await openVolume(fake.app, file);
  await settle();
  const kinds = () => engine.asked.map(({ volume }) => volume.modality);
  return { ...fake, engine, kinds };
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

test('a scan of which it is not sure what it is is prepared as the likeliest, once, also where that is what is said then', async () => {
  const { app, engine, kinds, state } = await openedAs(unsureFile());
  const { volume } = state();
  if (volume.at !== 'ready') throw new Error('There is no scan.');
  expect(volume.info.modalityIsUnsure).toBe(true);
  const { modality } = volume.info;
  expect(kinds()).toEqual([modality]);
  await stateModality(app, modality);
  await settle();
  expect(kinds()).toEqual([modality]);
  expect(engine.asked[0]?.signal?.aborted).toBe(false);
  expect(engine.forgotten).toEqual([]);
});

test('said to be another, it is forgotten and prepared as that', async () => {
  const { app, engine, kinds, state } = await openedAs(unsureFile());
  const { volume } = state();
  if (volume.at !== 'ready') throw new Error('There is no scan.');
  const other = volume.info.modality === 'CT' ? 'MR' : 'CT';
  await stateModality(app, other);
  await settle();
  expect(kinds()).toEqual([volume.info.modality, other]);
  expect(engine.asked[0]?.signal?.aborted).toBe(true);
  expect(engine.forgotten).toEqual([volume.info.id]);
});

test('it is not encoded before somebody has said what it is', async () => {
  const { app, engine, state } = await openedAs(unsureFile());
  noteTyping(app, 'liver');
  await settle();
  expect(engine.asked.map(({ features }) => features)).toEqual([false]);
  const { volume } = state();
  await stateModality(app, volume.at === 'ready' ? volume.info.modality : 'CT');
  await settle();
  expect(engine.asked.map(({ features }) => features)).toEqual([false, true]);
});

test('a label map is not prepared before somebody has said that it is a scan', async () => {
  const { app, kinds } = await openedAs(niftiFile(Uint8Array.from(PHANTOM.labels)));
  expect(kinds()).toEqual([]);
  await stateModality(app, 'MR');
  await settle();
  expect(kinds()).toEqual(['MR']);
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

test('before there is a scan what any scan needs is done after a while, once', async () => {
  const engine = new ReadyEngine();
  const { app } = fakeApp(engine);
  followReadiness(app);
  await loadModel(app);
  await settle();
  expect(engine.without).toHaveLength(0);
  await settle();
  await settle();
  expect(engine.without).toHaveLength(1);
  noteTyping(app, 'liver');
  await settle();
  expect(engine.without).toHaveLength(1);
});

test('reading a scan stops that, and one that cannot be opened lets it go on', async () => {
  const engine = new ReadyEngine();
  const { app } = fakeApp(engine);
  followReadiness(app);
  await loadModel(app);
  await vi.advanceTimersByTimeAsync(3000);
  const going = openVolume(app, new File(['no scan'], 'scan.nii'));
  expect(engine.without.map((options) => options?.signal?.aborted)).toEqual([true]);
  await going;
  await vi.advanceTimersByTimeAsync(3000);
  expect(engine.without.map((options) => options?.signal?.aborted)).toEqual([true, false]);
});
