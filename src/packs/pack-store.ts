import type { WireError } from '#errors.ts';
import type { Requirements } from '#model/manifest.ts';
import type { PackDescription } from '#model/pack-description.ts';

/** The name of a stored pack's folder: its id and precision. */
export type PackKey = string & { readonly brand: 'PackKey' };

/** Where a stored pack came from. No scan has a part in it. */
export interface Origin {
  readonly kind: 'converted' | 'added';
  /** The checkpoint's file name, or the folder's. */
  readonly from: string;
  /** ISO 8601. */
  readonly date: string;
}

interface Stored {
  readonly key: PackKey;
  /** On disk. */
  readonly bytes: number;
  readonly origin: Origin | undefined;
}

/** What lies in the browser's storage. Only what has a manifest is a pack. */
export type StoredPack =
  | (Stored & { readonly kind: 'installed'; readonly manifestUrl: string; readonly facts: PackDescription })
  /** A conversion that was stopped; the same checkpoint and precision go on with it. */
  | (Stored & { readonly kind: 'unfinished' })
  /** Its manifest cannot be used. */
  | (Stored & { readonly kind: 'unusable'; readonly error: WireError });

/**
 * `verify` reads the checkpoint, `write` a converted pack's bytes, `check` reads a stored pack, `copy` takes one in or out.
 * Counted in bytes.
 */
export interface JobProgress {
  readonly stage: 'verify' | 'write' | 'check' | 'copy';
  readonly done: number;
  readonly total: number;
}

export interface JobOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
}

/** The precision of a recipe to make of a checkpoint. */
export interface ConvertJob {
  readonly checkpoint: File;
  /** The folder with recipe.json, on this origin, with a slash at its end. */
  readonly recipeUrl: string;
  readonly precision: string;
  /** Tensors that the model has no place for are left out instead of being refused. */
  readonly allowUnknown?: boolean;
}

/** What of an nnU-Net's files is to be converted; what is usual where it is left out. */
export interface NnunetChoice {
  readonly configuration?: string | undefined;
  readonly folds?: readonly string[] | undefined;
}

/** An nnU-Net to make a pack of. */
export interface GivenModel {
  readonly given: PackFolder;
  readonly precision: string;
  readonly choice: NnunetChoice;
}

/** What an nnU-Net's plans say of it. */
export interface NnunetFacts {
  readonly title: string;
  readonly configuration: string;
  /** All that are in the same files. */
  readonly configurations: readonly string[];
  /** All that have a checkpoint; '' for one without a number. */
  readonly folds: readonly string[];
  /** Those that will answer, together. */
  readonly chosen: readonly string[];
  /** Besides the background. */
  readonly classes: number;
  /** Samples of a window along z, y, x. */
  readonly patch: readonly number[];
  readonly isTotalSegmentator: boolean;
  readonly license: { readonly name: string; readonly terms: string; readonly url?: string };
  /** The first is the usual one. */
  readonly precisions: readonly {
    readonly name: string;
    readonly bytes: number;
    /** Numbers are computed with in float32 in all of them; weights are not kept so in all. */
    readonly requirements: Requirements;
  }[];
}

/** What files are: an nnU-Net, or a checkpoint for the recipe, if anything. */
export type Inspection = { readonly kind: 'other' } | ({ readonly kind: 'nnunet' } & NnunetFacts);

export interface PackFolder {
  readonly name: string;
  /** By the path in the folder. */
  readonly files: ReadonlyMap<string, File>;
}

/**
 * The packs that this browser keeps for the page. LocalPackStore does the work, in a worker; WorkerPackStore asks one.
 * A pack's manifest is written last and removed first, so what has one is whole. Jobs read and write by slices.
 *
 * @throws {AppError} of the pack-…, checkpoint-… and storage-… kinds; an aborted job rejects with `signal.reason`.
 */
export interface PackStore {
  list(): Promise<readonly StoredPack[]>;
  /** Looks into files, by their content. @throws {AppError} of the nnunet-… and checkpoint-… kinds where they cannot be used. */
  inspect(given: PackFolder, choice?: NnunetChoice): Promise<Inspection>;
  /** Files that an interrupted run has finished are kept, and taken over by the next. */
  convert(job: ConvertJob, options?: JobOptions): Promise<PackKey>;
  convertNnunet(job: GivenModel, options?: JobOptions): Promise<PackKey>;
  /** Copies a pack that was made elsewhere. */
  add(folder: PackFolder, options?: JobOptions): Promise<PackKey>;
  /** Reads a pack's files and compares them with their hashes. */
  verify(key: PackKey, options?: JobOptions): Promise<void>;
  remove(key: PackKey): Promise<void>;
  /** Copies a pack into a new folder within `target`, its manifest last. */
  exportTo(key: PackKey, target: FileSystemDirectoryHandle, options?: JobOptions): Promise<void>;
  /** A pack as one zip file, on disk until the next is made. */
  zip(key: PackKey, options?: JobOptions): Promise<File>;
  /** Halts the jobs in progress between two slices, until `resume`. */
  pause(): void;
  resume(): void;
}
