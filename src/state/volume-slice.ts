import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';
import type { BodyPart, BodyPartFact } from '#volume/body-part.ts';
import type { Flip } from '#volume/turn.ts';
import type { Grid, IntensityRange, Modality, Vec3, VolumeId } from '#volume/types.ts';

export interface VolumeInfo {
  readonly id: VolumeId;
  readonly name: string;
  /** A guess from the voxels until the user says otherwise. */
  readonly modality: Modality;
  readonly modalityIsGuess: boolean;
  /** Nothing is asked of the scan before the user has said it. */
  readonly modalityIsUnsure: boolean;
  /** What in the voxels made it so, in a word; none where they were not asked. */
  readonly modalityReason: string | undefined;
  /** What it shows, where anybody or anything says. */
  readonly bodyPart?: BodyPartFact | undefined;
  /** Names of what was asked for and left out, since a scan of such a part of the body does not show it. */
  readonly leftOut?: readonly string[];
  /** What was said when it was opened. */
  readonly notices: readonly WireError[];
  /** Ends of the patient that the user took for exchanged in the file. */
  readonly turned?: readonly Flip[] | undefined;
  readonly grid: Grid;
  readonly spacingMm: Vec3;
  /** Where the stored axes point, such as 'LPS'. */
  readonly axes: string;
  readonly range: IntensityRange;
}

export type VolumeStatus = { readonly at: 'empty' } | { readonly at: 'ready'; readonly info: VolumeInfo };

/** A file on its way in; the scan that is open stays open until it has proved readable. */
export type OpeningStatus =
  | { readonly at: 'idle' }
  /** `looked` says how many of the files have been looked at, while a list is made. */
  | {
      readonly at: 'reading';
      readonly name: string;
      readonly looked?: { readonly done: number; readonly of: number };
    };

export interface VolumeSlice {
  readonly volume: VolumeStatus;
  readonly opening: OpeningStatus;
  readingStarted(name: string): void;
  readingCounted(done: number, of: number): void;
  readingEnded(): void;
  volumeOpened(info: VolumeInfo): void;
  modalityStated(modality: Modality): void;
  /** What was left out before is forgotten: it was of another part of the body. */
  bodyPartStated(parts: readonly BodyPart[]): void;
  leftOutNoted(names: readonly string[]): void;
  volumeClosed(): void;
}

export const createVolumeSlice: StateCreator<VolumeSlice> = (set) => ({
  volume: { at: 'empty' },
  opening: { at: 'idle' },
  readingStarted: (name) => set({ opening: { at: 'reading', name } }),
  readingCounted: (done, of) =>
    set(({ opening }) => (opening.at === 'reading' ? { opening: { ...opening, looked: { done, of } } } : {})),
  readingEnded: () => set({ opening: { at: 'idle' } }),
  volumeOpened: (info) => set({ volume: { at: 'ready', info } }),
  modalityStated: (modality) =>
    set(({ volume }) =>
      volume.at === 'ready'
        ? {
            volume: {
              at: 'ready',
              info: { ...volume.info, modality, modalityIsGuess: false, modalityIsUnsure: false },
            },
          }
        : {},
    ),
  bodyPartStated: (parts) =>
    set(({ volume }) =>
      volume.at === 'ready'
        ? {
            volume: {
              at: 'ready',
              info: { ...volume.info, bodyPart: { parts, from: 'person' }, leftOut: [] },
            },
          }
        : {},
    ),
  leftOutNoted: (names) =>
    set(({ volume }) => {
      if (volume.at !== 'ready') return {};
      const leftOut = [...new Set([...(volume.info.leftOut ?? []), ...names])];
      return { volume: { at: 'ready', info: { ...volume.info, leftOut } } };
    }),
  volumeClosed: () => set({ volume: { at: 'empty' } }),
});
