import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallOptions, LoadedModel, ReadyOptions, SegmentOptions } from '#engine/engine.ts';
import type { PackWork } from '#model/passport/pack-work.ts';
import type { Prompt } from '#model/prompt.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FakeEngine } from '#testing/fake-engine.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import { loadModel } from './load-model.ts';
import { followReadiness, noteTyping } from './make-ready.ts';
import { openVolume } from './open-volume.ts';
import { isEncodedBy } from './passport/pack-forecasts.ts';
import { segment, stopSegmenting } from './segment.ts';
import { stateModality } from './state-modality.ts';

/** One window for whatever scan. */
const work = (windowGflop: number): PackWork => ({
  compute: { windowGflop, promptGflop: 0.001 },
  tiling: { kind: 'window-3d', size: [8, 8, 8], multipleOf: [8, 8, 8], overlap: 0, blend: 'constant' },
  ...{ spacingMm: [1, 1, 1], networks: 1, structures: 4, looksAround: false, bytes: 7 },
});

const SECONDS = { preprocess: 1000, encode: 4000, decode: 500, postprocess: 100 };

class EncodingEngine extends FakeEngine {
  /** Whether it was to encode the scan, and whether it was stopped at that. */
  readonly asked: ReadyOptions[] = [];
  readonly #work: PackWork | undefined;
  /** It encodes when this is called. */
  encodeNow: (() => Promise<void>) | undefined;

  constructor(windowGflop: number | 'unknown') {
    super();
    this.#work = windowGflop === 'unknown' ? undefined : work(windowGflop);
  }

  get encodings(): readonly ReadyOptions[] {
    return this.asked.filter(({ features }) => features);
  }

  override async load(url: string, options?: CallOptions): Promise<LoadedModel> {
    return { ...(await super.load(url, options)), ...(this.#work && { work: this.#work }) };
  }

  override makeReady(volume?: Volume, options: ReadyOptions = {}): Promise<void> {
    this.asked.push(options);
    if (!volume || !options.features) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.encodeNow = () => super.encode(volume).then(resolve);
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
    });
  }

  override async segment(id: VolumeId, prompts: readonly Prompt[], options: SegmentOptions = {}) {
    const answers = await super.segment(id, prompts, options);
    return answers.map((answer) => ({ ...answer, milliseconds: SECONDS }));
  }
}

async function opened(windowGflop: number | 'unknown' = 0.01) {
  const engine = new EncodingEngine(windowGflop);
  const fake = fakeApp(engine);
  followReadiness(fake.app);
  await loadModel(fake.app);
  await openVolume(fake.app, scanFile());
  await stateModality(fake.app, 'CT');
  await passed(500);
  return { ...fake, engine };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true }));
afterEach(() => vi.useRealTimers());

const passed = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const A_WHILE = 2000;

test('a scan that nobody has asked about is encoded once nobody has done anything for a second, and said to be so', async () => {
  const { engine, state } = await opened();
  expect(engine.asked).toHaveLength(1);
  expect(engine.encodings).toHaveLength(0);
  await passed(600);
  expect(engine.encodings).toHaveLength(1);
  expect(state().encoded).toBeUndefined();
  await engine.encodeNow?.();
  await passed(A_WHILE);
  expect(isEncodedBy(state(), state().manifestUrl)).toBe(true);
  state().beyondChosen(true);
  await passed(A_WHILE);
  expect(engine.encodings).toHaveLength(1);
});

test('whatever somebody does puts it off, stops it where it has begun, and lets it go on a second later', async () => {
  const { engine, state } = await opened();
  for (let n = 0; n < 5; n++) {
    state().beyondChosen(n % 2 === 0);
    await passed(600);
  }
  expect(engine.encodings).toHaveLength(0);
  await passed(600);
  expect(engine.encodings.map(({ signal }) => signal?.aborted)).toEqual([false]);
  state().beyondChosen(false);
  expect(engine.encodings.map(({ signal }) => signal?.aborted)).toEqual([true]);
  await passed(A_WHILE);
  expect(engine.encodings.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
  expect(state().encoded).toBeUndefined();
});

test('said to be of another kind, it is encoded as that; asked about before or not, it is when a prompt is being written', async () => {
  const { app, engine, state } = await opened();
  await passed(A_WHILE);
  await engine.encodeNow?.();
  await passed(A_WHILE);
  expect(isEncodedBy(state(), state().manifestUrl)).toBe(true);
  await stateModality(app, 'MR');
  expect(isEncodedBy(state(), state().manifestUrl)).toBe(false);
  await passed(A_WHILE);
  expect(engine.encodings).toHaveLength(2);
  await engine.encodeNow?.();
  await passed(A_WHILE);
  const going = segment(app, 'liver');
  await passed(A_WHILE);
  await going;
  expect(state().encoded).toMatchObject({ modality: 'MR', isAnswered: true });
  // The engine may have let go of it by then.
  noteTyping(app, 'spleen');
  await passed(1);
  expect(engine.encodings).toHaveLength(3);
  await engine.encodeNow?.();
  await passed(A_WHILE);
  expect(state().encoded?.isAnswered).toBe(true);
});

test.each([
  ['may take long', 1e4],
  ['takes nobody knows how long', 'unknown'],
] as const)('a scan that %s is not encoded before a prompt is being written', async (_, windowGflop) => {
  const { app, engine } = await opened(windowGflop);
  await passed(A_WHILE);
  expect(engine.encodings).toHaveLength(0);
  noteTyping(app, 'liver');
  await passed(1);
  expect(engine.encodings).toHaveLength(1);
});

test('nor is one whose prompt was stopped', async () => {
  const { app, engine } = await opened();
  const going = segment(app, 'liver');
  await passed(1);
  stopSegmenting(app);
  await going;
  await passed(A_WHILE);
  expect(engine.encodings).toHaveLength(0);
});

test('what was done ahead counts with the first answer, as what it took and not as what was waited for', async () => {
  const { app, engine, state } = await opened();
  await passed(A_WHILE);
  await engine.encodeNow?.();
  await passed(1);
  for (const prompt of ['liver', 'spleen']) {
    const going = segment(app, prompt);
    await passed(A_WHILE);
    expect(await going).toBe('answered');
  }
  expect(state().pastRuns).toHaveLength(1);
  expect(state().pastRuns[0]).toMatchObject({
    computeSeconds: 4.5,
    tookSeconds: 5.6,
    megavoxels: 0,
  });
  expect(state().encoded?.isAnswered).toBe(true);
});

test('so does what was done while the prompt was being written', async () => {
  const { app, state } = await opened();
  const going = segment(app, 'liver');
  await passed(A_WHILE);
  await going;
  expect(state().pastRuns[0]).toMatchObject({ tookSeconds: 5.6, megavoxels: 0 });
  expect(state().encoded?.isAnswered).toBe(true);
});

test('so does what had been done when the prompt came, and was not yet noted', async () => {
  const { app, engine, state } = await opened();
  await passed(A_WHILE);
  void engine.encodeNow?.();
  const going = segment(app, 'liver');
  expect(isEncodedBy(state(), state().manifestUrl)).toBe(false);
  await passed(A_WHILE);
  expect(await going).toBe('answered');
  expect(state().pastRuns[0]).toMatchObject({ computeSeconds: 4.5, tookSeconds: 5.6 });
});
