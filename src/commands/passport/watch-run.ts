import type { App } from '#commands/app.ts';
import type { LoadedModel, Segmentation, Stage } from '#engine/engine.ts';
import { gflopAgain, type PackWork } from '#model/passport/pack-work.ts';
import { type PastRun, withRun } from '#model/passport/past-runs.ts';
import type { ScanWork } from '#model/passport/scan-work.ts';
import type { VolumeId } from '#volume/types.ts';
import { deviceKey, packKey } from './device-key.ts';
import { type Asked, forecast, megavoxels } from './forecast.ts';

type WatchApp = Pick<App, 'store' | 'voxels' | 'keptSpeed' | 'version'>;

/** A run that has begun, as it was predicted. */
export interface WatchedRun {
  /** Notes how it went, so that the next are predicted better; not of one that others had a share in. */
  ended(answers: readonly Segmentation[]): void;
}

/** Watches how long a pack takes for its prompts, from before the scan is encoded. Where features are kept, it tells nothing. */
export function watchRun(
  app: WatchApp,
  model: LoadedModel,
  asked: Asked,
  now = performance.now(),
): WatchedRun {
  const { store, voxels, version } = app;
  const scan = voxels.scan();
  const { device, manifestUrl, speed } = store.getState();
  const pack = { ...model, precision: model.facts.precision };
  const before = scan && forecast(app, store.getState(), pack, asked);
  return {
    ended(answers) {
      const last = answers.at(-1);
      const { run, encodedChanged } = store.getState();
      if (!scan || !last || !before?.work || !model.work) return;
      if (isAllEncoded(last)) encodedChanged({ volume: scan.volume.id as VolumeId, manifestUrl });
      const isAlone = run.at !== 'running' || run.prompts.length <= 1;
      if (
        asked.isEncoded ||
        !isAlone ||
        !device ||
        deviceKey(last.device, version) !== deviceKey(device, version)
      ) {
        return;
      }
      const done = computed(model.work, before.work, answers);
      if (!done) return;
      const tookSeconds = (performance.now() - now) / 1000;
      const { prediction } = before;
      const past: PastRun = {
        device: deviceKey(device, version),
        pack: packKey(pack),
        gflop: done.gflop,
        computeSeconds: done.seconds,
        otherSeconds: Math.max(0, tookSeconds - done.seconds),
        // What a coarse look took is not told apart from the rest.
        megavoxels: done.isPart ? 0 : megavoxels(scan.volume.grid),
        ...(speed.at === 'measured' && { gflops: speed.gflops }),
        ...(prediction?.kind === 'seconds' && { predicted: prediction.seconds }),
        tookSeconds,
      };
      const runs = withRun(store.getState().pastRuns, past);
      store.getState().pastRunsChanged(runs);
      app.keptSpeed.writeRuns(runs);
    },
  };
}

/** Nothing of the scan is left to be encoded for another prompt. */
function isAllEncoded({ windows }: Segmentation): boolean {
  return windows?.run === windows?.of;
}

/** What was computed, by what the answer says was run, and how long it took; undefined where the pack does not say what that costs. */
function computed(pack: PackWork, work: ScanWork, answers: readonly Segmentation[]) {
  const last = answers.at(-1);
  if (!pack.compute || !work.gflop || !last) return undefined;
  const { milliseconds, windows, slices } = last;
  const took = (stage: Stage) => (milliseconds[stage] ?? 0) / 1000;
  const seconds = took('encode') + took('decode') + took('slice');
  if (seconds <= 0) return undefined;
  const { low, high } = work.pieces;
  const run = windows?.run ?? slices?.looked ?? high;
  const isPart = low !== high;
  const { windows: expected, gflop: each = 0 } = work.again ?? { windows: 0 };
  const first = work.gflop.high - expected * each;
  return { gflop: (high > 0 ? (first * run) / high : 0) + gflopAgain(pack, answers), seconds, isPart };
}
