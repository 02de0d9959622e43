import { MEASURED_AFTER_MS } from '#commands/ahead.ts';
import type { App } from '#commands/app.ts';
import { AppError, toWire } from '#errors.ts';
import { workOn } from '#model/passport/pack-work.ts';
import { readPastRuns, readSpeeds } from '#model/passport/past-runs.ts';
import { mayTakeLong } from '#model/passport/predict.ts';
import { scanWork } from '#model/passport/scan-work.ts';
import type { State } from '#state/store.ts';
import { deviceKey, packKey } from './device-key.ts';

type SpeedApp = Pick<App, 'engine' | 'store' | 'keptSpeed' | 'speedRuns' | 'version'>;

/** Measures how fast this device computes, which takes about a second, and remembers it. */
export async function measureSpeed(app: SpeedApp): Promise<void> {
  const { engine, store, speedRuns } = app;
  const { speedChanged } = store.getState();
  const signal = speedRuns.start();
  speedChanged({ at: 'measuring' });
  try {
    const device = store.getState().device ?? (await engine.probe());
    const { gflops } = await engine.measureSpeed({ signal });
    app.keptSpeed.writeSpeeds({
      ...readSpeeds(app.keptSpeed.readSpeeds()),
      [deviceKey(device, app.version)]: gflops,
    });
    if (speedRuns.isLatest(signal)) speedChanged({ at: 'measured', gflops });
  } catch (error) {
    if (signal.aborted) return;
    // Somebody started the engine anew: what is not measured now can be later.
    if (error instanceof DOMException && error.name === 'AbortError')
      return speedChanged({ at: 'unmeasured' });
    const reason = error instanceof Error ? error.message : String(error);
    const told =
      error instanceof AppError ? error : new AppError('internal', { where: reason }, { cause: error });
    speedChanged({ at: 'failed', error: toWire(told) });
  } finally {
    speedRuns.end(signal);
  }
}

/** Lets the engine answer instead; what is not measured now can be later. */
function stopMeasuring({ store, speedRuns }: Pick<App, 'store' | 'speedRuns'>): void {
  if (store.getState().speed.at !== 'measuring') return;
  speedRuns.stop();
  store.getState().speedChanged({ at: 'unmeasured' });
}

/** What was measured before, and how runs went. */
export function recallSpeed(app: Pick<App, 'store' | 'keptSpeed' | 'version'>): void {
  const { store, keptSpeed } = app;
  const { device, speedChanged, pastRunsChanged } = store.getState();
  pastRunsChanged(readPastRuns(keptSpeed.readRuns()));
  const gflops = device && readSpeeds(keptSpeed.readSpeeds())[deviceKey(device, app.version)];
  speedChanged(gflops === undefined ? { at: 'unmeasured' } : { at: 'measured', gflops });
}

/**
 * Recalls what is known of the device once it is known, and measures it where the open scan may take long and nobody knows how long, unless a
 * prompt comes first: how long that takes tells it too. Measuring stops as soon as one is being written.
 */
export function followSpeed(app: SpeedApp & Pick<App, 'voxels'>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const measure = () => {
    if (isWorthMeasuring(app)) void measureSpeed(app);
  };
  const unsubscribe = app.store.subscribe((now, before) => {
    if (now.device && now.device !== before.device) {
      if (before.device && sameKey(app, before.device, now.device)) return;
      app.speedRuns.stop();
      recallSpeed(app);
    }
    // Before anything else is asked of the engine, which does one thing after another.
    if (isAsked(now) && !isAsked(before)) stopMeasuring(app);
    const isNews = isAsked(now) !== isAsked(before) || DECISIVE.some((part) => now[part] !== before[part]);
    if (!isNews || !isWorthMeasuring(app)) return;
    clearTimeout(timer);
    timer = setTimeout(measure, MEASURED_AFTER_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

type Device = Parameters<typeof deviceKey>[0];

function sameKey({ version }: Pick<App, 'version'>, a: Device, b: Device): boolean {
  return deviceKey(a, version) === deviceKey(b, version);
}

/** What changes whether it is worth measuring, besides a prompt. */
const DECISIVE = ['volume', 'model', 'device'] as const satisfies (keyof State)[];

/** A prompt is being written, or answered. */
function isAsked({ run, isTyping }: State): boolean {
  return run.at === 'running' || isTyping;
}

/** All of the scan is counted: nothing is looked for in it. */
function isWorthMeasuring({ store, voxels, version }: Pick<App, 'store' | 'voxels' | 'version'>): boolean {
  const state = store.getState();
  const { speed, model, device, volume, pastRuns } = state;
  const scan = voxels.scan();
  if (speed.at !== 'unmeasured' || isAsked(state) || model.at !== 'ready' || !device) return false;
  if (volume.at !== 'ready' || !scan || !model.model.work) return false;
  const { facts } = model.model;
  const key = packKey(facts);
  if (pastRuns.some((past) => past.pack === key && past.device === deviceKey(device, version))) return false;
  const work = scanWork(workOn(model.model.work, device.backend), {
    grid: scan.volume.grid,
    prompts: 1,
    reach: 'all',
  });
  return mayTakeLong(work, device);
}
