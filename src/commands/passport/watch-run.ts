import type { App } from '#commands/app.ts';
import type { LoadedModel, Segmentation, Stage } from '#engine/engine.ts';
import { gflopAgain, type PackWork, workOn } from '#model/passport/pack-work.ts';
import { type PastRun, withRun } from '#model/passport/past-runs.ts';
import type { ScanWork } from '#model/passport/scan-work.ts';
import type { Grid } from '#volume/types.ts';
import { deviceKey, packKey } from './device-key.ts';
import { type Asked, forecast, megavoxels } from './forecast.ts';
import { isEncodedBy } from './pack-forecasts.ts';

type WatchApp = Pick<App, 'store' | 'voxels' | 'keptSpeed' | 'version'>;

/** A run that has begun, as it was predicted. */
export interface WatchedRun {
  /** Notes how it went, so that the next are predicted better; not of one that others had a share in. */
  ended(answers: readonly Segmentation[]): void;
}

/**
 * Watches how long a pack takes for its prompts, from before the scan is encoded. What was encoded before somebody asked counts with its first
 * answer; of one whose features were kept after that it tells nothing.
 */
export function watchRun(
  app: WatchApp,
  model: LoadedModel,
  { isEncoded: isKept = false, ...asked }: Asked,
  now = performance.now(),
): WatchedRun {
  const { store, voxels, version } = app;
  const scan = voxels.scan();
  const { device, manifestUrl, speed, encoded } = store.getState();
  // A prompt may come before it was noted that the scan has been encoded ahead.
  const isAnswered = encoded?.isAnswered === true && isEncodedBy(store.getState(), manifestUrl);
  const isEncoded = isKept && isAnswered;
  const pack = { ...model, precision: model.facts.precision };
  const before = scan && forecast(app, store.getState(), pack, { ...asked, isEncoded });
  return {
    ended(answers) {
      const last = answers.at(-1);
      const { run, encodedChanged } = store.getState();
      if (!scan || !last || !before?.work || !model.work) return;
      const { id, modality } = scan.volume;
      if (isAllEncoded(last)) encodedChanged({ volume: id, modality, manifestUrl, isAnswered: true });
      const isAlone = run.at !== 'running' || !run.isJoined;
      if (isEncoded || !isAlone || !device) return;
      if (deviceKey(last.device, version) !== deviceKey(device, version)) return;
      const done = computed(workOn(model.work, device.backend), before.work, answers);
      if (!done) return;
      const { prediction } = before;
      const past: PastRun = {
        device: deviceKey(device, version),
        pack: packKey(pack),
        gflop: done.gflop,
        computeSeconds: done.seconds,
        ...restOf(last, done, { waitedSeconds: (performance.now() - now) / 1000, grid: scan.volume.grid }),
        ...(speed.at === 'measured' && { gflops: speed.gflops }),
        ...(prediction?.kind === 'seconds' && { predicted: prediction.seconds }),
      };
      const runs = withRun(store.getState().pastRuns, past);
      store.getState().pastRunsChanged(runs);
      app.keptSpeed.writeRuns(runs);
    },
  };
}

/** Stages that may be done before somebody asks. */
const AHEAD: readonly Stage[] = ['preprocess', 'encode', 'decode'];

/** What a run took that was waited for so long. Part of it may have been done before somebody asked, who did not wait for that. */
function restOf(
  last: Segmentation,
  done: { readonly seconds: number; readonly isPart: boolean },
  { waitedSeconds, grid }: { readonly waitedSeconds: number; readonly grid: Grid },
): Pick<PastRun, 'otherSeconds' | 'megavoxels' | 'tookSeconds'> {
  const isPartAhead = secondsOf(last, AHEAD) > waitedSeconds;
  const tookSeconds = isPartAhead ? secondsOf(last) : waitedSeconds;
  return {
    tookSeconds,
    otherSeconds: Math.max(0, tookSeconds - done.seconds),
    // What a coarse look took is not told apart from the rest, nor what was done ahead.
    megavoxels: done.isPart || isPartAhead ? 0 : megavoxels(grid),
  };
}

function secondsOf(
  { milliseconds }: Segmentation,
  stages: readonly Stage[] = Object.keys(milliseconds) as Stage[],
): number {
  return stages.reduce((sum, stage) => sum + (milliseconds[stage] ?? 0), 0) / 1000;
}

/** Nothing of the scan is left to be encoded for another prompt. */
function isAllEncoded({ windows }: Segmentation): boolean {
  return windows?.run === windows?.of;
}

/** What was computed, by what the answer says was run, and how long it took; undefined where the pack does not say what that costs. */
function computed(pack: PackWork, work: ScanWork, answers: readonly Segmentation[]) {
  const last = answers.at(-1);
  if (!pack.compute || !work.gflop || !last) return undefined;
  const { windows, slices } = last;
  const seconds = secondsOf(last, ['encode', 'decode', 'slice']);
  if (seconds <= 0) return undefined;
  const { low, high } = work.pieces;
  const run = windows?.run ?? slices?.looked ?? high;
  const isPart = low !== high;
  const { windows: expected, gflop: each = 0 } = work.again ?? { windows: 0 };
  const first = work.gflop.high - expected * each;
  return { gflop: (high > 0 ? (first * run) / high : 0) + gflopAgain(pack, answers), seconds, isPart };
}
