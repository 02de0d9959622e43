import type { App } from '#commands/app.ts';
import { checkRequirements, type DeviceSupport, deviceMemoryBytes } from '#commands/check-requirements.ts';
import type { ModelManifest, Requirements } from '#model/manifest.ts';
import { requirementsFor } from '#model/passport/memory.ts';
import { type PackWork, workOn } from '#model/passport/pack-work.ts';
import type { PastRun } from '#model/passport/past-runs.ts';
import { type Pace, type Prediction, predict } from '#model/passport/predict.ts';
import { type Question, type ScanWork, scanWork } from '#model/passport/scan-work.ts';
import type { State } from '#state/store.ts';
import { wholeGrid } from '#volume/field-of-view.ts';
import { patientBox } from '#volume/patient-box.ts';
import type { Grid, Volume, WorldBox } from '#volume/types.ts';
import { deviceKey, packKey } from './device-key.ts';

/** A pack as far as a forecast asks. */
export interface ForecastPack {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly precision?: ModelManifest['precision'] | undefined;
  readonly requirements?: Requirements | undefined;
  readonly work?: PackWork | undefined;
}

/** What a pack would do on this device with the open scan. */
export interface Forecast {
  readonly support: DeviceSupport;
  /** Undefined where no scan is open, or the pack does not say how it goes about one. */
  readonly work: ScanWork | undefined;
  readonly prediction: Prediction | undefined;
  /** The last run of it here, where there was one. */
  readonly last: PastRun | undefined;
}

/** What is asked, besides of which scan. */
export type Asked = Pick<Question, 'prompts' | 'structures' | 'reach' | 'isEncoded'>;

type ForecastState = Pick<State, 'device' | 'region' | 'speed' | 'pastRuns'>;

export const ONE_PROMPT: Asked = { prompts: 1, reach: 'asked' };

/**
 * undefined before it is known where packs run. `isQuick`: the body is not looked for, which takes milliseconds the first time,
 * and all of the scan is counted.
 */
export function forecast(
  { voxels, version }: Pick<App, 'voxels' | 'version'>,
  { device, region, speed, pastRuns }: ForecastState,
  pack: ForecastPack,
  asked: Asked = ONE_PROMPT,
  isQuick = false,
): Forecast | undefined {
  if (!device) return undefined;
  const key = deviceKey(device, version);
  const ofDevice = pastRuns.filter((run) => run.device === key);
  const ofPack = ofDevice.filter((run) => run.pack === packKey(pack));
  const volume = voxels.scan()?.volume;
  const work =
    volume && pack.work
      ? scanWork(workOn(pack.work, device.backend), {
          grid: volume.grid,
          modality: volume.modality,
          body: isQuick ? undefined : bodyOf(volume),
          region: region?.voxels,
          ...asked,
        })
      : undefined;
  const { requirements } = pack;
  const needed =
    volume && work && requirements ? requirementsFor(requirements, work, volume.grid) : requirements;
  const pace: Pace = {
    backend: device.backend,
    threads: device.threads,
    gflops: speed.at === 'measured' ? speed.gflops : undefined,
    ofPack,
    ofDevice,
  };
  return {
    support: checkRequirements(needed, device, deviceMemoryBytes()),
    work,
    prediction: work && volume && pack.work && predict(pack.work, work, megavoxels(volume.grid), pace),
    last: ofPack.at(-1),
  };
}

export function megavoxels({ size }: Grid): number {
  return (size[0] * size[1] * size[2]) / 1e6;
}

const bodies = new WeakMap<Volume, { readonly box: WorldBox | undefined }>();

/** Samples along each axis in which the patient is looked for: a forecast needs no more, and the page draws meanwhile. */
const SAMPLES = 40;

/** About the patient; looked for once. */
function bodyOf(volume: Volume): WorldBox | undefined {
  const known = bodies.get(volume) ?? { box: patientBox(volume, wholeGrid(volume.grid), SAMPLES) };
  bodies.set(volume, known);
  return known.box;
}
