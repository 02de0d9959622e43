import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';
import type { RecipeFacts } from '#model/recipe-facts.ts';
import type { NamedRecipe, WeightRecipes } from '#model/weight-recipes.ts';
import type { JobProgress, NnunetFacts, StoredPack } from '#packs/pack-store.ts';

/** Packs kept by this browser. */
export type StoredPacks =
  | { readonly at: 'unread' }
  | { readonly at: 'listed'; readonly packs: readonly StoredPack[]; readonly quota: StorageQuota }
  | { readonly at: 'unavailable'; readonly error: WireError };

/** What the browser's storage has for this page, in bytes, by its own estimate. */
export interface StorageQuota {
  readonly usedBytes: number;
  readonly quotaBytes: number;
  /** The browser has promised not to clear it by itself. */
  readonly persisted: boolean;
}

/** The model that can be made of a checkpoint, and what its users have to know before. */
export type OfferedModel =
  | { readonly at: 'unread' }
  /** `alsoCalled`: what else people call what it knows. */
  | ({ readonly at: 'read'; readonly alsoCalled?: readonly string[] } & RecipeFacts)
  | { readonly at: 'unavailable'; readonly error: WireError };

/** Published weights that people may bring, and what each knows. */
export type BringableWeights =
  | { readonly at: 'unread' }
  | {
      readonly at: 'read';
      readonly license: WeightRecipes['license'];
      readonly models: readonly NamedRecipe[];
    }
  | { readonly at: 'unavailable'; readonly error: WireError };

/** A checkpoint that waits to be converted. The files themselves are in the app's registry. */
export interface WaitingCheckpoint {
  readonly name: string;
  readonly bytes: number;
  readonly is:
    | { readonly kind: 'being-read' }
    /** For the model on offer, if for any. */
    | { readonly kind: 'other' }
    | ({ readonly kind: 'nnunet' } & NnunetFacts);
}

export type JobKind = 'convert' | 'add' | 'verify' | 'export';

/** The one thing that is being done to packs. */
export interface PackJob {
  readonly kind: JobKind;
  /** What it is done to. */
  readonly title: string;
  readonly progress: JobProgress | undefined;
  readonly isPaused: boolean;
  /** Where the rate is measured from: the stage's beginning, or the end of a pause. */
  readonly since: { readonly milliseconds: number; readonly done: number };
  /** Of this stage; undefined while it is too early to tell. */
  readonly millisecondsLeft: number | undefined;
}

/** What the last job came to, said where packs are managed. */
export type JobOutcome =
  | { readonly kind: 'done'; readonly job: JobKind; readonly title: string }
  | { readonly kind: 'failed'; readonly error: WireError };

export interface PacksSlice {
  readonly isManaging: boolean;
  readonly storedPacks: StoredPacks;
  readonly offered: OfferedModel;
  readonly weights: BringableWeights;
  readonly checkpoint: WaitingCheckpoint | undefined;
  readonly packJob: PackJob | undefined;
  readonly jobOutcome: JobOutcome | undefined;
  managingChanged(isManaging: boolean): void;
  packsListed(storedPacks: StoredPacks): void;
  offerRead(offered: OfferedModel): void;
  weightsRead(weights: BringableWeights): void;
  checkpointPicked(checkpoint: PacksSlice['checkpoint']): void;
  jobStarted(kind: JobKind, title: string): void;
  /** `now` on any clock in milliseconds. */
  jobProgressed(progress: JobProgress, now: number): void;
  jobPaused(isPaused: boolean, now: number): void;
  jobEnded(outcome: JobOutcome | undefined): void;
}

/** Less than this says nothing of the rate. */
const FIRST_ESTIMATE_MS = 1500;

export const createPacksSlice: StateCreator<PacksSlice> = (set) => ({
  isManaging: false,
  storedPacks: { at: 'unread' },
  offered: { at: 'unread' },
  weights: { at: 'unread' },
  checkpoint: undefined,
  packJob: undefined,
  jobOutcome: undefined,
  managingChanged: (isManaging) => set({ isManaging, jobOutcome: undefined }),
  packsListed: (storedPacks) => set({ storedPacks }),
  offerRead: (offered) => set({ offered }),
  weightsRead: (weights) => set({ weights }),
  checkpointPicked: (checkpoint) => set({ checkpoint, jobOutcome: undefined }),
  jobStarted: (kind, title) => {
    const since = { milliseconds: 0, done: 0 };
    const packJob = { kind, title, progress: undefined, isPaused: false, since, millisecondsLeft: undefined };
    set({ packJob, jobOutcome: undefined });
  },
  jobProgressed: (progress, now) =>
    set(({ packJob }) => (packJob ? { packJob: progressed(packJob, progress, now) } : {})),
  jobPaused: (isPaused, now) =>
    set(({ packJob }) => {
      if (!packJob) return {};
      const since = { milliseconds: now, done: packJob.progress?.done ?? 0 };
      return { packJob: { ...packJob, isPaused, since, millisecondsLeft: undefined } };
    }),
  jobEnded: (jobOutcome) => set({ packJob: undefined, jobOutcome }),
});

function progressed(job: PackJob, progress: JobProgress, now: number): PackJob {
  if (job.progress?.stage !== progress.stage) {
    const since = { milliseconds: now, done: progress.done };
    return { ...job, progress, since, millisecondsLeft: undefined };
  }
  const took = now - job.since.milliseconds;
  const done = progress.done - job.since.done;
  const millisecondsLeft =
    took < FIRST_ESTIMATE_MS || done <= 0 ? undefined : ((progress.total - progress.done) * took) / done;
  return { ...job, progress, millisecondsLeft };
}
