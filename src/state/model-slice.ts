import type { StateCreator } from 'zustand/vanilla';
import type { Device, LoadedModel, Progress } from '#engine/engine.ts';
import type { WireError } from '#errors.ts';

export type ModelStatus =
  | { readonly at: 'absent' }
  | { readonly at: 'loading'; readonly progress: Progress | undefined }
  | { readonly at: 'ready'; readonly model: LoadedModel }
  | { readonly at: 'unavailable'; readonly error: WireError };

export interface ModelSlice {
  readonly model: ModelStatus;
  /** Absolute: the manifest of the pack that answers. */
  readonly manifestUrl: string;
  /** Where the engine runs; may change when a device fails and the engine falls back. */
  readonly device: Device | undefined;
  /** How long the engine has left a question unanswered; undefined while it answers, or has nothing to do. */
  readonly engineQuietMs: number | undefined;
  /** Another pack is to answer; it has yet to be loaded. */
  packChosen(manifestUrl: string): void;
  modelChanged(model: ModelStatus): void;
  deviceFound(device: Device): void;
  engineHeard(quietMs: number | undefined): void;
}

export const createModelSlice: StateCreator<ModelSlice> = (set) => ({
  model: { at: 'absent' },
  manifestUrl: '',
  device: undefined,
  engineQuietMs: undefined,
  packChosen: (manifestUrl) => set({ manifestUrl, model: { at: 'absent' } }),
  modelChanged: (model) => set({ model }),
  deviceFound: (device) => set({ device }),
  engineHeard: (engineQuietMs) => set({ engineQuietMs }),
});
