import { expect, test, vi } from 'vitest';
import type { App } from '#commands/app.ts';
import { noteTyping } from '#commands/make-ready.ts';
import { openVolume } from '#commands/open-volume.ts';
import { segment } from '#commands/segment.ts';
import type { CallOptions, LoadedModel, Speed } from '#engine/engine.ts';
import type { PackWork } from '#model/passport/pack-work.ts';
import type { PastRun } from '#model/passport/past-runs.ts';
import { fakeApp, scanFile } from '#testing/fake-app.ts';
import { FAKE_DEVICE, FakeEngine } from '#testing/fake-engine.ts';
import { forecast } from './forecast.ts';
import { followSpeed, measureSpeed, recallSpeed } from './measure-speed.ts';
import { longWait, packForecasts } from './pack-forecasts.ts';
import { showPassport } from './show-passport.ts';

/** One window of 1 GFLOP, or as many as are wanted, for whatever scan. */
const work = (windowGflop: number): PackWork => ({
  compute: { windowGflop, promptGflop: 0.001 },
  tiling: { kind: 'window-3d', size: [8, 8, 8], multipleOf: [8, 8, 8], overlap: 0, blend: 'constant' },
  ...{ spacingMm: [1, 1, 1], networks: 1, structures: 4, looksAround: false, bytes: 7 },
});

class WorkingEngine extends FakeEngine {
  readonly #gflop: number;
  measured = 0;

  constructor(gflop: number) {
    super();
    this.#gflop = gflop;
  }

  override async load(url: string, options?: CallOptions): Promise<LoadedModel> {
    return { ...(await super.load(url, options)), work: work(this.#gflop) };
  }

  override measureSpeed(): Promise<Speed> {
    this.measured += 1;
    return super.measureSpeed();
  }
}

async function opened(engine: FakeEngine) {
  const fake = fakeApp(engine);
  followSpeed(fake.app);
  await openVolume(fake.app, scanFile());
  await segment(fake.app, 'liver');
  return fake;
}

test('a run is kept as numbers, and corrects what the next is said to take', async () => {
  const { app, state } = await opened(new WorkingEngine(0.01));
  const kept = app.keptSpeed.readRuns() as readonly PastRun[];
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatchObject({
    device: 'wasm | fake | 1 | 0.0.1',
    pack: 'fake | 0 | ',
    computeSeconds: 0.005,
    megavoxels: 24 / 1e6,
  });
  // All that is kept of a run is this; nothing says of which scan.
  expect(JSON.stringify(kept)).not.toContain('scan');
  const { model } = state();
  if (model.at !== 'ready') throw new Error('no model');
  const asked = { prompts: 1, reach: 'all' } as const;
  const said = forecast(app, state(), model.model, asked)?.prediction;
  expect(said).toMatchObject({ kind: 'seconds', basis: 'runs', runs: 1 });
  // Features are kept: a further prompt is no run to learn from.
  await segment(app, 'spleen');
  expect(state().pastRuns).toHaveLength(1);
  // It is known so after a reload too.
  const next = fakeApp(new WorkingEngine(0.01)).app;
  next.keptSpeed.writeRuns(kept);
  next.store.getState().deviceFound(FAKE_DEVICE);
  recallSpeed(next);
  expect(next.store.getState().pastRuns).toEqual(kept);
});

test('windows of a second look count as work of the run in which they were run', async () => {
  const again = { structures: ['liver'], modalities: ['CT', 'MR', 'other'], gflop: 0.005 } as const;
  class TwiceLooking extends WorkingEngine {
    lookedAgain = 0;
    override async load(url: string, options?: CallOptions): Promise<LoadedModel> {
      return { ...(await super.load(url, options)), work: { ...work(0.01), again: [again] } };
    }
    override async segment(...given: Parameters<FakeEngine['segment']>) {
      const { lookedAgain } = this;
      return (await super.segment(...given)).map((each) => ({ ...each, lookedAgain }));
    }
  }
  const gflopOf = async (windows: number) => {
    const engine = new TwiceLooking(0);
    engine.lookedAgain = windows;
    return (await opened(engine)).state().pastRuns[0]?.gflop ?? Number.NaN;
  };
  // None, though one was expected; and more than were.
  const none = await gflopOf(0);
  expect(none).toBe((await opened(new WorkingEngine(0.01))).state().pastRuns[0]?.gflop);
  expect((await gflopOf(3)) - none).toBeCloseTo(3 * 0.005, 9);
});

test('the device is measured by itself only for a scan that may take long, once', async () => {
  const quick = new WorkingEngine(0.01);
  await opened(quick);
  expect(quick.measured).toBe(0);
  const slow = new WorkingEngine(1e4);
  const fake = fakeApp(slow);
  followSpeed(fake.app);
  fake.app.store.getState().deviceFound(FAKE_DEVICE);
  fake.app.store.getState().modelChanged({ at: 'ready', model: await slow.load('') });
  await openVolume(fake.app, scanFile());
  await expect.poll(() => fake.state().speed).toEqual({ at: 'measured', gflops: 10 });
  expect(longWait(fake.app, fake.state())).toMatchObject({ kind: 'seconds', basis: 'benchmark' });
  await openVolume(fake.app, scanFile('other.nii'));
  expect(slow.measured).toBe(1);
});

test.each([
  ['is being written', (app: App) => noteTyping(app, 'liver')],
  ['is asked', (app: App) => void segment(app, 'liver')],
])('a device is not measured where a prompt %s before the scan is ready for it', async (_, happen) => {
  const engine = new WorkingEngine(1e4);
  const { app, state } = fakeApp(engine);
  followSpeed(app);
  state().deviceFound(FAKE_DEVICE);
  state().modelChanged({ at: 'ready', model: await engine.load('') });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  try {
    await openVolume(app, scanFile());
    happen(app);
    await vi.advanceTimersByTimeAsync(2000);
    expect(engine.measured).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('what a pack says of processors is what is promised on one, counted in runs, and decides whether it is worth measuring', async () => {
  class Winograd extends WorkingEngine {
    override async load(url: string, options?: CallOptions): Promise<LoadedModel> {
      const compute = { windowGflop: 1e4, promptGflop: 0.001, processorGflop: 1 };
      return { ...(await super.load(url, options)), work: { ...work(1e4), compute } };
    }
  }
  const engine = new Winograd(0);
  const { app, state } = await opened(engine);
  // Two windows, each decoded for one prompt.
  expect(state().pastRuns.map(({ gflop }) => gflop)).toEqual([2.002]);
  const { model } = state();
  if (model.at !== 'ready') throw new Error('no model');
  expect(forecast(app, state(), model.model)?.work?.gflop?.high).toBe(2.002);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(engine.measured).toBe(0);
  state().deviceFound({ ...FAKE_DEVICE, backend: 'webgpu' });
  expect(forecast(app, state(), model.model)?.work?.gflop?.high).toBe(2 * (1e4 + 0.001));
});

test('nothing is said before a prompt that is soon answered', async () => {
  const { app, state } = await opened(new WorkingEngine(0.01));
  await measureSpeed(app);
  expect(longWait(app, state())).toBeUndefined();
});

test('a device that cannot be measured says why, and no other one is measured in its place', async () => {
  class Broken extends FakeEngine {
    override async measureSpeed(): Promise<Speed> {
      throw new Error('no shader');
    }
  }
  const { app, state } = fakeApp(new Broken());
  await measureSpeed(app);
  expect(state().speed).toMatchObject({ at: 'failed', error: { details: { where: 'no shader' } } });
  expect(app.keptSpeed.readSpeeds()).toBeUndefined();
});

test.each([
  ['is asked', (app: App) => segment(app, 'liver')],
  ['is being written', async (app: App) => noteTyping(app, 'liver')],
])('a prompt that %s ends the benchmark, before anything waits for the engine', async (_, happen) => {
  /** Does one thing after another, as the engine does. */
  class Waiting extends WorkingEngine {
    #busy: Promise<unknown> = Promise.resolve();
    override measureSpeed(options: Pick<CallOptions, 'signal'> = {}): Promise<Speed> {
      const measuring = new Promise<Speed>((_, reject) => {
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
      });
      this.#busy = measuring.catch(() => undefined);
      return measuring;
    }
    override async holds(...given: Parameters<FakeEngine['holds']>) {
      await this.#busy;
      return super.holds(...given);
    }
  }
  const { app, state } = fakeApp(new Waiting(0.01));
  followSpeed(app);
  state().deviceFound(FAKE_DEVICE);
  await openVolume(app, scanFile());
  const measuring = measureSpeed(app);
  expect(state().speed.at).toBe('measuring');
  await happen(app);
  await measuring;
  expect(state().speed).toEqual({ at: 'unmeasured' });
});

test.each([
  ['written and given up', async (app: App) => [noteTyping(app, 'liver'), noteTyping(app, '')]],
  ['refused', async (app: App) => expect(await segment(app, '')).toBe('refused')],
])('a benchmark that made way for a prompt comes later where that is %s', async (_, happen) => {
  class Interrupted extends WorkingEngine {
    override async measureSpeed(options: Pick<CallOptions, 'signal'> = {}): Promise<Speed> {
      const speed = await super.measureSpeed();
      if (this.measured > 1) return speed;
      return new Promise((_, reject) => {
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason));
      });
    }
  }
  const engine = new Interrupted(1e4);
  const { app, state } = fakeApp(engine);
  followSpeed(app);
  state().deviceFound(FAKE_DEVICE);
  state().modelChanged({ at: 'ready', model: await engine.load('') });
  await openVolume(app, scanFile());
  await expect.poll(() => engine.measured).toBe(1);
  await happen(app);
  await expect.poll(() => state().speed).toEqual({ at: 'measured', gflops: 10 });
});

test('another device is another speed: what was measured on the first is not said of it', async () => {
  const { app, state } = fakeApp();
  followSpeed(app);
  state().deviceFound(FAKE_DEVICE);
  await measureSpeed(app);
  expect(state().speed).toEqual({ at: 'measured', gflops: 10 });
  state().deviceFound({ ...FAKE_DEVICE, threads: 8 });
  expect(state().speed).toEqual({ at: 'unmeasured' });
  state().deviceFound(FAKE_DEVICE);
  expect(state().speed).toEqual({ at: 'measured', gflops: 10 });
});

test('of an open scan it is told what memory that takes, on top of what the pack requires', async () => {
  const { app, state } = await opened(new WorkingEngine(0.01));
  const { model } = state();
  if (model.at !== 'ready') throw new Error('no model');
  const perScan = { windowBytes: 1000, voxelBytes: 5 };
  const pack = { ...model.model, requirements: { memoryBytes: 1e6, heapBytes: 1e6, perScan } };
  const { work, support } = forecast(app, state(), pack) ?? {};
  expect(support).toMatchObject({ needBytes: 1e6 + 1000 * (work?.pieces.high ?? 0) + 5 * 24 });
});

test('opened without a scan, the passport lists the packs and promises nothing of a scan', async () => {
  const { app, state } = fakeApp(new WorkingEngine(1));
  await showPassport(app);
  expect(state().isPassportShown).toBe(true);
  state().modelChanged({ at: 'ready', model: await app.engine.load('') });
  const [only] = packForecasts(app, state());
  expect(only?.pack.name).toBe('Fake');
  expect(only?.forecast).toMatchObject({ work: undefined, prediction: undefined, last: undefined });
});
