import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';
import type { PastRun } from '#model/passport/past-runs.ts';
import type { Modality, VolumeId } from '#volume/types.ts';

/** How fast the device computes, in GFLOP/s of the benchmark's convolutions. */
export type SpeedStatus =
  | { readonly at: 'unmeasured' }
  | { readonly at: 'measuring' }
  | { readonly at: 'measured'; readonly gflops: number }
  | { readonly at: 'failed'; readonly error: WireError };

export interface EncodedScan {
  readonly volume: VolumeId;
  /** As which it was prepared. */
  readonly modality: Modality;
  readonly manifestUrl: string;
  /** A prompt has been answered since: before that nobody has said how long it took. */
  readonly isAnswered: boolean;
}

export interface PassportSlice {
  readonly isPassportShown: boolean;
  readonly speed: SpeedStatus;
  /** Runs in this browser, the latest last. */
  readonly pastRuns: readonly PastRun[];
  /** Of which scan, by which pack at which address, features are kept, so that further prompts cost less. */
  readonly encoded: EncodedScan | undefined;
  passportShown(isShown: boolean): void;
  speedChanged(speed: SpeedStatus): void;
  pastRunsChanged(pastRuns: readonly PastRun[]): void;
  encodedChanged(encoded: PassportSlice['encoded']): void;
}

export const createPassportSlice: StateCreator<PassportSlice> = (set) => ({
  isPassportShown: false,
  speed: { at: 'unmeasured' },
  pastRuns: [],
  encoded: undefined,
  passportShown: (isPassportShown) => set({ isPassportShown }),
  speedChanged: (speed) => set({ speed }),
  pastRunsChanged: (pastRuns) => set({ pastRuns }),
  encodedChanged: (encoded) => set({ encoded }),
});
