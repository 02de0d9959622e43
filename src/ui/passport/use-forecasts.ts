import { useMemo } from 'react';
import { longWait, packForecasts } from '#commands/passport/pack-forecasts.ts';
import type { State } from '#state/store.ts';
import { useApp, useAppState } from '#ui/use-app.ts';

/** What `read` makes of the state, made anew when something has changed that forecasts are made of. */
function useForecast<T>(read: (app: ReturnType<typeof useApp>, state: State) => T): T {
  const app = useApp();
  const device = useAppState((state) => state.device);
  const speed = useAppState((state) => state.speed);
  const volume = useAppState((state) => state.volume);
  const region = useAppState((state) => state.region);
  const model = useAppState((state) => state.model);
  const pastRuns = useAppState((state) => state.pastRuns);
  const encoded = useAppState((state) => state.encoded);
  const described = useAppState((state) => state.described);
  const storedPacks = useAppState((state) => state.storedPacks);
  const news = [device, speed, volume, region, model, pastRuns, encoded, described, storedPacks];
  return useMemo(() => read(app, app.store.getState()), [app, read, ...news]);
}

/** What every known pack would take for the open scan, as it is known now. */
export const useForecasts = () => useForecast(packForecasts);

/** How long a prompt takes, where that is long. */
export const useLongWait = () => useForecast(longWait);
