import type { StateCreator } from 'zustand/vanilla';

export interface SlicesSlice {
  /** The id of the preset that scans are shown to the model with; by each prompt's words where undefined. */
  readonly preset: string | undefined;
  presetChosen(preset: string | undefined): void;
}

export const createSlicesSlice: StateCreator<SlicesSlice> = (set) => ({
  preset: undefined,
  presetChosen: (preset) => set({ preset }),
});
