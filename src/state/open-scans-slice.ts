import type { StateCreator } from 'zustand/vanilla';

/** A scan that can be gone back to with all that was done on it. */
export interface OpenScanEntry {
  /** Of its content (`scanKey`). */
  readonly key: string;
  /** Of its file; shown, and kept nowhere. */
  readonly name: string;
  /** What was done on it would be lost with the page; of the scan on the screen the store itself tells. */
  readonly isLost: boolean;
}

export interface OpenScansSlice {
  /** In the order of opening. */
  readonly openScans: readonly OpenScanEntry[];
  openScansChanged(openScans: readonly OpenScanEntry[]): void;
}

export const createOpenScansSlice: StateCreator<OpenScansSlice> = (set) => ({
  openScans: [],
  openScansChanged: (openScans) => set({ openScans }),
});
