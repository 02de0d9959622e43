import type { ParseValues } from '#cli/parse-options.ts';
import type { WireError } from '#errors.ts';
import type { Modality } from '#volume/types.ts';

/** Where a scan is that is to be answered. */
export interface ScanJob {
  /** What people know it by: the path that it was found at. */
  readonly source: string;
  /** Which scan there, from 1, where there are several. */
  readonly series: number | undefined;
  /** What to list to come upon it, and which scan of that list it is. */
  readonly paths: readonly string[];
  readonly at: number;
  readonly name: string;
  /** What the list calls it, and with it every other scan at the same path. */
  readonly listedAs: string | undefined;
  /** What the names of its files are to begin with, where somebody has said so. */
  readonly wished: string | undefined;
  /** Somebody named it, and not a folder that it is in. */
  readonly isNamed: boolean;
}

/** What all scans are asked. */
export interface Wish {
  readonly values: ParseValues;
  readonly request: string;
  readonly isForAll: boolean;
  /** Of one process. */
  readonly threads: number;
}

/** A scan that is open in a process. */
export interface Opened {
  /** Hash of voxels and grid. */
  readonly scanId: string;
  readonly modality: Modality;
  /** Hash of all that the answers and their files follow from: equal ones are the same. */
  readonly key: string;
  readonly packs: readonly { readonly id: string; readonly version: string }[];
}

/** What was found in a scan, and what was written. */
export interface Answered {
  readonly stem: string;
  readonly files: readonly string[];
  readonly movedTo: string | undefined;
  readonly found: number;
  readonly notFound: number;
  readonly notUnderstood: number;
  /** Nothing is said of these, for the pack does not know such a scan. */
  readonly notAnswered: number;
  /** What the answers say against the scan itself, in a sentence. */
  readonly scanDoubt: string | undefined;
  /** Of those found: which verdicts they have. */
  readonly verdicts: Readonly<Record<string, number>>;
  readonly notices: readonly WireError[];
}

/** Each is answered once. */
export type ToProcess =
  | { readonly kind: 'open'; readonly job: ScanJob }
  /** Of the scan that is open. `name`: what the names of its files begin with. */
  | { readonly kind: 'answer'; readonly name: string }
  | { readonly kind: 'let-go' };

export type FromProcess =
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'answered'; readonly answered: Answered }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly error: WireError };
