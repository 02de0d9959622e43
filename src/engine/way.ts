import type { Prompt } from '#model/prompt.ts';
import type { Volume, VolumeId } from '#volume/types.ts';
import type { CallOptions, Segmentation, SegmentOptions } from './engine.ts';

/** How packs of one kind of tiling are run. */
export interface Way {
  holds(volume: Pick<Volume, 'id' | 'modality'>): boolean;
  encode(volume: Volume, options: CallOptions): Promise<void>;
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
