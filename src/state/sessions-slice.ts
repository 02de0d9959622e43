import type { StateCreator } from 'zustand/vanilla';
import type { Modality, Vec3 } from '#volume/types.ts';

/** The scan that a session is of, as far as a person can tell it from others. */
export interface WantedScan {
  readonly size: Vec3;
  readonly spacingMm: Vec3;
  readonly modality: Modality;
}

export interface SessionsSlice {
  /** A session was opened whose scan is not open; it is put onto it once it is. */
  readonly wantedScan: WantedScan | undefined;
  scanWanted(scan: WantedScan | undefined): void;
}

export const createSessionsSlice: StateCreator<SessionsSlice> = (set) => ({
  wantedScan: undefined,
  scanWanted: (wantedScan) => set({ wantedScan }),
});
