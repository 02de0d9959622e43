import type { StateCreator } from 'zustand/vanilla';
import type { Region } from '#volume/region.ts';

/** How the next prompts are asked; what a model has no use for does nothing. */
export interface Asking {
  /** The id of the preset that scans are shown to the model with; by each prompt's words where undefined. */
  readonly preset: string | undefined;
  /** Where columns, rows and slices run in what the model is shown; by the model where undefined. */
  readonly axes: string | undefined;
  /** Of the model's random numbers; its own where undefined. */
  readonly seed: string | undefined;
  readonly together: boolean;
  /** From which existence, 0..1, a slice counts; the model's own where undefined. */
  readonly existenceThreshold: number | undefined;
}

export interface SlicesSlice extends Asking {
  /** The part of the open scan that alone is asked about; all of it where undefined. */
  readonly region: Region | undefined;
  /** A person wants answers although the model's check says that it does not know such a scan. */
  readonly anyway: boolean;
  /** A person wants answers although the scan is said to show another part of the body. */
  readonly isBeyond: boolean;
  askingChanged(change: Partial<Asking>): void;
  regionChosen(region: Region | undefined): void;
  anywayChosen(anyway: boolean): void;
  beyondChosen(isBeyond: boolean): void;
}

/** As the model has it. */
export const AS_DECLARED: Asking = {
  preset: undefined,
  axes: undefined,
  seed: undefined,
  together: false,
  existenceThreshold: undefined,
};

export const createSlicesSlice: StateCreator<SlicesSlice> = (set) => ({
  ...AS_DECLARED,
  region: undefined,
  anyway: false,
  isBeyond: false,
  askingChanged: (change) => set(change),
  regionChosen: (region) => set({ region }),
  anywayChosen: (anyway) => set({ anyway }),
  beyondChosen: (isBeyond) => set({ isBeyond }),
});
