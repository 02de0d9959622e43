import { percentiles } from './percentiles.ts';
import type { Volume } from './types.ts';

/** How intensities become the numbers a model was trained on; the shape of a pack's `input.intensity` entries. */
export type IntensityRule =
  /** Clip to [low, high] in intensity units (HU), then map linearly to [to[0], to[1]]. */
  | {
      readonly kind: 'window';
      readonly low: number;
      readonly high: number;
      readonly to: readonly [number, number];
    }
  /** As 'window', low and high being percentiles of the voxels above `above`. */
  | {
      readonly kind: 'percentile';
      readonly low: number;
      readonly high: number;
      readonly above: number;
      readonly to: readonly [number, number];
    };

/** A rule whose limits are known for one volume. */
export interface IntensityWindow {
  readonly low: number;
  readonly high: number;
  readonly to: readonly [number, number];
}

/** The window that `rule` means for `volume`; 0..1 where no voxel is above `above`. Twin: `normalise` in geometry.py. */
export function intensityWindow(
  volume: Pick<Volume, 'data' | 'slope' | 'intercept'>,
  rule: IntensityRule,
): IntensityWindow {
  if (rule.kind === 'window') return { low: rule.low, high: rule.high, to: rule.to };
  const [low = 0, high = 1] = percentiles(volume, rule.above, [rule.low, rule.high]) ?? [];
  return { low, high, to: rule.to };
}

/** The function from stored voxels to model input: slope and intercept, then the window. */
export function intensityMap(
  { slope, intercept }: Pick<Volume, 'slope' | 'intercept'>,
  { low, high, to: [start, end] }: IntensityWindow,
): (stored: number) => number {
  // However small the unit. A window without width leaves nothing above its lower limit.
  const gain = high > low ? (end - start) / (high - low) : 0;
  return (stored) => {
    const intensity = stored * slope + intercept;
    return start + gain * (Math.min(Math.max(intensity, low), high) - low);
  };
}
