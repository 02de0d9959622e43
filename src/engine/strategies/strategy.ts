import type { AnswerStore } from '#engine/answer-store.ts';
import type { EncodeOptions, ReadyOptions, Segmentation, SegmentOptions } from '#engine/engine.ts';
import type { PackHost } from '#engine/pack-host.ts';
import type { FeatureDisk } from '#engine/slice-features.ts';
import type { Prompt } from '#model/prompt.ts';
import type { Tiling } from '#model/tilings.ts';
import type { Volume, VolumeId } from '#volume/types.ts';

/** How packs of one kind of tiling are run. README.md says what one must keep. */
export interface InferenceStrategy {
  /** Calls of `segment` run side by side and share their work, instead of one after another. */
  readonly sharesWork: boolean;
  holds(volume: Pick<Volume, 'id' | 'modality'>): boolean;
  /** As `Engine.makeReady`; absent where there is nothing to do ahead. */
  makeReady?(volume: Volume | undefined, options: ReadyOptions): Promise<void>;
  encode(volume: Volume, options: EncodeOptions): Promise<void>;
  segment(
    volumeId: VolumeId,
    prompts: readonly Prompt[],
    options: SegmentOptions,
  ): Promise<readonly Segmentation[]>;
  forget(volumeId: VolumeId): void;
  /** Features were computed by a device that has failed since. */
  dropFeatures(): void;
  /** Ends what is under way and lets go of everything; the graphs are not used afterwards. */
  close(): Promise<void>;
}

/** What a strategy works with. */
export interface StrategyContext {
  readonly host: PackHost;
  /** Where it keeps what its answers can be judged by again. */
  readonly answers: AnswerStore;
  /** How much to keep in memory of what was encoded before. */
  readonly cacheBytes: number;
  readonly disk: FeatureDisk | undefined;
}

/** One for each kind of tiling that a manifest may have. */
export type Strategies = {
  readonly [K in Tiling['kind']]: (
    tiling: Extract<Tiling, { kind: K }>,
    context: StrategyContext,
  ) => InferenceStrategy;
};
