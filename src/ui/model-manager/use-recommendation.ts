import { deviceMemoryBytes } from '#commands/check-requirements.ts';
import {
  freeStorage,
  type Recommendation,
  recommendPrecision,
  type StoredAs,
} from '#commands/passport/recommend-precision.ts';
import { useAppState } from '#ui/use-app.ts';

/** In which of `precisions` a pack is best made on this device. */
export function useRecommendation(precisions: readonly StoredAs[]): Recommendation | undefined {
  const device = useAppState((state) => state.device);
  const freeBytes = useAppState(freeStorage);
  return recommendPrecision(precisions, { device, memoryBytes: deviceMemoryBytes(), freeBytes });
}
