import type { App } from '#commands/app.ts';
import { LONG_SECONDS, mayTakeLong } from '#model/passport/predict.ts';
import type { State } from '#state/store.ts';
import { type Asked, type Forecast, type ForecastPack, forecast, ONE_PROMPT } from './forecast.ts';

/** A pack that could answer here, and what it would take for one prompt. */
export interface PackForecast {
  readonly address: string;
  readonly pack: ForecastPack;
  /** The open scan has been encoded by it. */
  readonly isEncoded: boolean;
  readonly forecast: Forecast | undefined;
}

/** The packs that this page knows: the one that answers, the one that comes with the page, those that the browser keeps. */
export function packForecasts(app: Pick<App, 'voxels' | 'version'>, state: State): readonly PackForecast[] {
  const { model, manifestUrl, described, storedPacks } = state;
  const known = new Map<string, ForecastPack>(described);
  for (const pack of storedPacks.at === 'listed' ? storedPacks.packs : []) {
    if (pack.kind === 'installed') known.set(pack.manifestUrl, pack.facts);
  }
  if (model.at === 'ready') {
    // Of a pack that is loaded it is known how its weights are stored, of one that was described what it requires.
    const { precision } = model.model.facts;
    known.set(manifestUrl, { ...model.model, precision, ...known.get(manifestUrl) });
  }
  return [...known].map(([address, pack]) => {
    const isEncoded = isEncodedBy(state, address);
    return {
      ...{ address, pack, isEncoded },
      forecast: forecast(app, state, pack, { ...ONE_PROMPT, isEncoded }),
    };
  });
}

/** Whether features of the open scan are kept by the pack at an address. */
export function isEncodedBy({ encoded, volume }: State, address: string): boolean {
  if (volume.at !== 'ready' || encoded?.manifestUrl !== address) return false;
  return encoded.volume === volume.info.id && encoded.modality === volume.info.modality;
}

/** How long a prompt takes the pack that answers now, where that is long enough to be said before. */
export function longWait(app: Pick<App, 'voxels' | 'version'>, state: State): Forecast['prediction'] {
  const { model, manifestUrl, volume } = state;
  if (model.at !== 'ready' || volume.at !== 'ready') return undefined;
  const { precision } = model.model.facts;
  const asked = { ...ONE_PROMPT, isEncoded: isEncodedBy(state, manifestUrl) };
  const take = (isQuick: boolean) =>
    forecast(app, state, { ...model.model, precision }, asked, isQuick)?.prediction;
  const isLong = (one: ReturnType<typeof take>) => one?.kind === 'seconds' && one.seconds.high > LONG_SECONDS;
  // Where the body lies is looked for only where it decides.
  if (!isLong(take(true))) return undefined;
  const prediction = take(false);
  return isLong(prediction) ? prediction : undefined;
}

/** No prompt yet: the scan is encoded, and looked at once. */
const NO_PROMPT: Asked = { prompts: 0, structures: [], reach: 'asked' };

/** Whether the pack that answers now encodes the open scan in less time than what is said before, as far as that is known. */
export function isSoonEncoded(app: Pick<App, 'voxels' | 'version'>, state: State): boolean {
  const { model, device } = state;
  if (model.at !== 'ready' || !device) return false;
  const { precision } = model.model.facts;
  const { prediction, work } = forecast(app, state, { ...model.model, precision }, NO_PROMPT) ?? {};
  if (prediction?.kind === 'seconds') return prediction.seconds.high <= LONG_SECONDS;
  return work !== undefined && !mayTakeLong(work, device);
}
