import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';
import type { NotUnderstood } from '#results/finding.ts';
import type { Modality } from '#volume/types.ts';
import type { RunProgress } from './run-slice.ts';

/** Of one scan of a batch. */
export type BatchScanState =
  | { readonly at: 'waiting' }
  | { readonly at: 'running'; readonly step: 'read' | 'write' | RunProgress }
  /** So many answers to prompts that were understood are objects; the files' names begin with `stem`. */
  | {
      readonly at: 'done';
      readonly found: number;
      readonly of: number;
      /** The words that were not understood. */
      readonly unread: readonly string[];
      readonly stem: string;
      /** What people should know, although the scan was read. */
      readonly notices: readonly WireError[];
    }
  | { readonly at: 'failed'; readonly error: WireError }
  /** The same results are there already. */
  | { readonly at: 'skipped'; readonly stem: string };

export interface BatchScan {
  readonly name: string;
  readonly state: BatchScanState;
}

/** What all scans of a batch are asked. */
export interface BatchSettings {
  /** The prompts as they were typed; undefined: all that the model knows. */
  readonly text: string | undefined;
  /** What kind of scans they are; undefined: as each file says. */
  readonly modality: Modality | undefined;
  /** The manifest of the pack that answers. */
  readonly manifestUrl: string;
}

/** A prompt that is understood of no scan. */
export interface UnreadPrompt extends Pick<NotUnderstood, 'nearest' | 'isReading' | 'elsewhere'> {
  readonly text: string;
}

/** How the prompts of a batch are read, before anything is computed. */
export interface BatchReading {
  /** Of which it is. */
  readonly settings: BatchSettings;
  readonly unread: readonly UnreadPrompt[];
  /** What is understood, in the words of the prompts or of the pack. */
  readonly names: readonly string[];
  /** Somebody has wanted to start, and was told what is not understood. */
  readonly isTold: boolean;
}

export interface Batch {
  /** The folder, archive or file that was given; empty where it was several. */
  readonly name: string;
  readonly scans: readonly BatchScan[];
  readonly at: 'idle' | 'running' | 'stopping';
  /** Of the last start. */
  readonly settings: BatchSettings | undefined;
  /** Of the prompts that were typed last, since it is shown. */
  readonly reading: BatchReading | undefined;
  /** Why it did not start, or stopped by itself. */
  readonly error: WireError | undefined;
  /** Where the results go, once that is known. */
  readonly place: { readonly name: string; readonly kind: 'folder' | 'zip' } | undefined;
}

export interface BatchSlice {
  readonly batch: Batch | undefined;
  readonly isBatchShown: boolean;
  batchOpened(name: string, scans: readonly string[]): void;
  batchShown(isShown: boolean): void;
  /** Nothing is there yet: every scan waits again. */
  batchPlaced(place: Batch['place']): void;
  batchRead(reading: BatchReading): void;
  /** Those that failed wait again; all of them do if something else is asked than before. */
  batchStarted(settings: BatchSettings): void;
  batchStopping(): void;
  batchScanChanged(n: number, state: BatchScanState): void;
  batchEnded(error: WireError | undefined): void;
  batchClosed(): void;
}

const WAITING: BatchScanState = { at: 'waiting' };

export const createBatchSlice: StateCreator<BatchSlice> = (set) => {
  const change = (changed: (batch: Batch) => Partial<Batch>) =>
    set(({ batch }) => (batch ? { batch: { ...batch, ...changed(batch) } } : {}));
  return {
    batch: undefined,
    isBatchShown: false,
    batchOpened: (name, scans) => {
      const none = { settings: undefined, reading: undefined, error: undefined, place: undefined };
      const waiting = scans.map((scan) => ({ name: scan, state: WAITING }));
      set({ batch: { name, scans: waiting, at: 'idle', ...none }, isBatchShown: true });
    },
    batchShown: (isBatchShown) => {
      set({ isBatchShown });
      change(() => ({ reading: undefined }));
    },
    batchPlaced: (place) =>
      change(({ scans }) => ({
        place,
        error: undefined,
        scans: scans.map((scan) => ({ ...scan, state: WAITING })),
      })),
    batchRead: (reading) =>
      change(({ reading: before, error }) => {
        const isSame = JSON.stringify(before?.settings) === JSON.stringify(reading.settings);
        const isTold = reading.isTold || (isSame && before?.isTold === true);
        return { reading: { ...reading, isTold }, error: reading.isTold ? undefined : error };
      }),
    batchStarted: (settings) =>
      change(({ scans, settings: before }) => {
        const isSame = JSON.stringify(before) === JSON.stringify(settings);
        const stays = ({ at }: BatchScanState) => isSame && (at === 'done' || at === 'skipped');
        const again = scans.map((scan) => (stays(scan.state) ? scan : { ...scan, state: WAITING }));
        return { at: 'running', settings, error: undefined, scans: again };
      }),
    batchStopping: () => change(() => ({ at: 'stopping' })),
    batchScanChanged: (n, state) =>
      change(({ scans }) => ({ scans: scans.map((scan, at) => (at === n ? { ...scan, state } : scan)) })),
    batchEnded: (error) => change(() => ({ at: 'idle', error })),
    batchClosed: () => set({ batch: undefined, isBatchShown: false }),
  };
};
