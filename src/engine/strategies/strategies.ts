import type { Tiling } from '#model/tilings.ts';
import { NnunetStrategy } from './nnunet/nnunet-strategy.ts';
import { SliceStrategy } from './slices/slice-strategy.ts';
import { SlidingWindow } from './sliding-window/sliding-window.ts';
import type { InferenceStrategy, Strategies, StrategyContext } from './strategy.ts';

/** A kind of tiling without a line here does not compile. */
const STRATEGIES: Strategies = {
  'window-3d': (tiling, context) => new SlidingWindow(tiling, context),
  'slices-2.5d': (tiling, context) => new SliceStrategy(tiling, context),
  nnunet: (tiling, context) => new NnunetStrategy(tiling, context),
};

/** The strategy that runs packs of this tiling. */
export function strategyFor<K extends Tiling['kind']>(
  tiling: Extract<Tiling, { kind: K }>,
  context: StrategyContext,
): InferenceStrategy {
  return STRATEGIES[tiling.kind as K](tiling, context);
}
