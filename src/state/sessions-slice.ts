import type { StateCreator } from 'zustand/vanilla';
import type { Finding } from '#results/finding.ts';
import type { Mark } from '#results/mark.ts';
import type { Modality, Vec3 } from '#volume/types.ts';

/** The scan that a session is of, as far as a person can tell it from others. */
export interface WantedScan {
  readonly size: Vec3;
  readonly spacingMm: Vec3;
  readonly modality: Modality;
}

/** What a session has of a scan, by reference. */
export interface KeptWork {
  readonly findings: readonly Finding[];
  readonly marks: readonly Mark[];
}

export interface SessionsSlice {
  /** A session was opened whose scan is not open; it is put onto it once it is. */
  readonly wantedScan: WantedScan | undefined;
  /** Whether the work on scans is kept in this browser; nothing is before a person has said so. */
  readonly keepsWork: 'unasked' | 'yes' | 'no';
  /** The work on the open scan as this browser keeps it. */
  readonly keptWork: KeptWork | undefined;
  /** When the work was done that was found in this browser and put onto the open scan: ISO 8601. */
  readonly restoredFrom: string | undefined;
  /** Another tab keeps the work on the open scan, so this one does not. */
  readonly isKeptElsewhere: boolean;
  scanWanted(scan: WantedScan | undefined): void;
  keepingChosen(keepsWork: SessionsSlice['keepsWork']): void;
  workKept(work: KeptWork | undefined): void;
  workRestored(from: string | undefined): void;
  keptElsewhere(isKeptElsewhere: boolean): void;
}

export const createSessionsSlice: StateCreator<SessionsSlice> = (set) => ({
  wantedScan: undefined,
  keepsWork: 'unasked',
  keptWork: undefined,
  restoredFrom: undefined,
  isKeptElsewhere: false,
  scanWanted: (wantedScan) => set({ wantedScan }),
  keepingChosen: (keepsWork) => set({ keepsWork }),
  workKept: (keptWork) => set({ keptWork }),
  workRestored: (restoredFrom) => set({ restoredFrom }),
  keptElsewhere: (isKeptElsewhere) => set({ isKeptElsewhere }),
});
