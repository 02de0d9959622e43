import type { Mask, Vec3, Volume, WorldPoint } from '#volume/types.ts';

export type Layout = 'axial' | 'coronal' | 'sagittal' | 'four-up' | 'render';
export type Rgb = Vec3;

/** One object drawn over the scan. Later objects are painted over earlier ones. */
export interface MaskLayer {
  readonly key: string;
  readonly mask: Mask;
  readonly color: Rgb;
  /** 0..1; 0 hides. Slices also draw the edge of what is not hidden, at full strength; 3D is solid from 0.5 up. */
  readonly opacity: number;
}

/** What the crosshair is on. `intensity` is in HU for CT, else in the file's units. */
export interface CrosshairReading {
  readonly at: WorldPoint;
  readonly intensity: number | undefined;
}

/** What the app asks of a viewer. NiiVue answers it in niivue-viewer.ts, and is imported nowhere else but beside it. */
export interface Viewer {
  /** The processor stands in for a graphics card. Then 3D, which takes it seconds, is drawn only once `setSolid` asks. */
  readonly isSoftware: boolean;
  /** Draws `volume`, whose voxels it may hold, in a display range. Removes the one before and its masks. */
  show(volume: Volume, window: readonly [low: number, high: number]): void;
  clear(): void;
  /**
   * Draws an object, on the base image's grid, in place of the one that had its key, else over all others. What has not
   * changed costs nothing, another colour or opacity no voxel, and another mask the voxels of the two masks' boxes.
   */
  setObject(layer: MaskLayer): void;
  removeObject(key: string): void;
  /** Paints the objects in the order of `keys`. */
  setOrder(keys: readonly string[]): void;
  /** The keys of all objects, hidden ones too, as they are painted. */
  objects(): readonly string[];
  /** Draws the outline of one object stronger than the others'; of none where undefined. */
  setEmphasis(key: string | undefined): void;
  setLayout(layout: Layout): void;
  /** Whether 3D shows the scan itself round the objects. Where there is no object it is always shown. */
  setBody(shown: boolean): void;
  /** Whether 3D is drawn at all. */
  setSolid(shown: boolean): void;
  /** Display range in intensity units after slope and intercept (HU for CT). */
  setWindow(low: number, high: number): void;
  lookAt(point: WorldPoint): void;
  /** The display range was changed inside the viewer, by dragging. */
  onWindow(listener: (low: number, high: number) => void): () => void;
  onCrosshair(listener: (reading: CrosshairReading) => void): () => void;
  /** The browser took the graphics card away, which leaves the views blank, or everything has been drawn anew since. */
  onGraphics(listener: (state: 'lost' | 'drawn') => void): () => void;
  dispose(): void;
}
