import type { StateCreator } from 'zustand/vanilla';
import type { Device, LoadedModel, Progress } from '#engine/engine.ts';
import type { WireError } from '#errors.ts';
import type { PackNames } from '#model/pack-description.ts';

/**
 * 'best': whoever has figures for such scans, measured before published; 'first': the chosen pack whatever it knows, others what it
 * does not; 'only': the chosen pack.
 */
export type Routing = 'best' | 'first' | 'only';

export type ModelStatus =
  | { readonly at: 'absent' }
  | { readonly at: 'loading'; readonly progress: Progress | undefined }
  | { readonly at: 'ready'; readonly model: LoadedModel }
  | { readonly at: 'unavailable'; readonly error: WireError };

export interface ModelSlice {
  readonly model: ModelStatus;
  /** Absolute: the manifest of the pack that answers, or is about to. */
  readonly manifestUrl: string;
  /** Absolute: the manifest of the pack that was chosen. Another may answer for it what it does not know. */
  readonly homeUrl: string;
  /** Who answers where several packs know a structure. */
  readonly routing: Routing;
  /** The packs of this site that have been described so far, by their manifests. */
  readonly described: ReadonlyMap<string, PackNames>;
  /** Where the engine runs; may change when a device fails and the engine falls back. */
  readonly device: Device | undefined;
  /** How long the engine has left a question unanswered; undefined while it answers, or has nothing to do. */
  readonly engineQuietMs: number | undefined;
  /** How long what people wait for, a model or an answer, has got no further; undefined while it does. */
  readonly stuckMs: number | undefined;
  /** Another pack is to answer; it has yet to be loaded. */
  packChosen(manifestUrl: string): void;
  /** It is to answer until the chosen one does again; it has yet to be loaded. */
  packLent(manifestUrl: string): void;
  routingChosen(routing: Routing): void;
  packDescribed(manifestUrl: string, description: PackNames): void;
  modelChanged(model: ModelStatus): void;
  deviceFound(device: Device): void;
  engineHeard(quietMs: number | undefined): void;
  progressMissed(stuckMs: number | undefined): void;
}

export const createModelSlice: StateCreator<ModelSlice> = (set) => ({
  model: { at: 'absent' },
  manifestUrl: '',
  homeUrl: '',
  routing: 'best',
  described: new Map(),
  device: undefined,
  engineQuietMs: undefined,
  stuckMs: undefined,
  packChosen: (manifestUrl) => set({ manifestUrl, homeUrl: manifestUrl, model: { at: 'absent' } }),
  packLent: (manifestUrl) => set({ manifestUrl, model: { at: 'absent' } }),
  routingChosen: (routing) => set({ routing }),
  packDescribed: (manifestUrl, description) =>
    set(({ described }) => ({ described: new Map([...described, [manifestUrl, description]]) })),
  modelChanged: (model) => set({ model }),
  deviceFound: (device) => set({ device }),
  engineHeard: (engineQuietMs) => set({ engineQuietMs }),
  progressMissed: (stuckMs) => set({ stuckMs }),
});
