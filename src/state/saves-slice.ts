import type { StateCreator } from 'zustand/vanilla';
import type { VolumeId } from '#volume/types.ts';

/** What files are to be called, and what is being saved. */
export interface SavesSlice {
  /** What the names of one scan's files begin with, where a person has said so. */
  readonly saveName: { readonly volume: VolumeId; readonly stem: string } | undefined;
  /** The dialog that offers what can be saved is open. */
  readonly isSaving: boolean;
  /** Files that are made, of how many. */
  readonly saveProgress: { readonly done: number; readonly total: number } | undefined;
  saveNamed(name: { readonly volume: VolumeId; readonly stem: string }): void;
  savingOffered(isOpen: boolean): void;
  saveCounted(progress: { readonly done: number; readonly total: number } | undefined): void;
}

export const createSavesSlice: StateCreator<SavesSlice> = (set) => ({
  saveName: undefined,
  isSaving: false,
  saveProgress: undefined,
  saveNamed: (saveName) => set({ saveName }),
  savingOffered: (isSaving) => set({ isSaving }),
  saveCounted: (saveProgress) => set({ saveProgress }),
});
