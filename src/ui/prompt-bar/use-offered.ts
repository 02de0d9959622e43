import { useMemo } from 'react';
import { offeredParts, offeredStructures } from '#commands/body-parts.ts';
import { useAppState } from '#ui/use-app.ts';

/** The parts of the body that may be said of the open scan. */
export function useOfferedParts() {
  const model = useAppState((state) => state.model);
  const volume = useAppState((state) => state.volume);
  return useMemo(() => offeredParts({ model, volume }), [model, volume]);
}

/** The structures that are offered to be asked for on it. */
export function useOfferedStructures() {
  const model = useAppState((state) => state.model);
  const volume = useAppState((state) => state.volume);
  const isBeyond = useAppState((state) => state.isBeyond);
  return useMemo(() => offeredStructures({ model, volume, isBeyond }), [model, volume, isBeyond]);
}
