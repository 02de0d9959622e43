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
  /** Where the engine runs; may change when a device fails and the engine falls back. */
  readonly device: Device | undefined;
  modelChanged(model: ModelStatus): void;
  deviceFound(device: Device): void;
}

export const createModelSlice: StateCreator<ModelSlice> = (set) => ({
  model: { at: 'absent' },
  device: undefined,
  modelChanged: (model) => set({ model }),
  deviceFound: (device) => set({ device }),
});
