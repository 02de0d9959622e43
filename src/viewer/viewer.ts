import type { Mask, Vec3, Volume, WorldPoint } from '#volume/types.ts';

export type Layout = 'axial' | 'coronal' | 'sagittal' | 'four-up' | 'render';
export type Rgb = Vec3;

/** One object drawn over the scan. Later layers are painted over earlier ones. */
export interface MaskLayer {
  readonly key: string;
  readonly mask: Mask;
  readonly color: Rgb;
  /** 0..1; 0 hides. */
  readonly opacity: number;
}

/** What the crosshair is on. `intensity` is in HU for CT, else in the file's units. */
export interface CrosshairReading {
  readonly at: WorldPoint;
  readonly intensity: number | undefined;
}

/** What the app asks of a viewer. NiiVue answers it in niivue-viewer.ts, and is imported nowhere else. */
export interface Viewer {
  /** Draws `volume`, whose voxels it may hold, in a display range. Removes the one before and its masks. */
  show(volume: Volume, window: readonly [low: number, high: number]): void;
  clear(): void;
  /** Replaces all masks. Every mask must be on the base image's grid. */
  setMasks(layers: readonly MaskLayer[]): void;
  setLayout(layout: Layout): void;
  /** Whether 3D shows the scan itself round the masks. Where there is no mask it is always shown. */
  setBody(shown: boolean): void;
  /** Display range in intensity units after slope and intercept (HU for CT). */
  setWindow(low: number, high: number): void;
  lookAt(point: WorldPoint): void;
  /** The display range was changed inside the viewer, by dragging. */
  onWindow(listener: (low: number, high: number) => void): () => void;
  onCrosshair(listener: (reading: CrosshairReading) => void): () => void;
  dispose(): void;
}
