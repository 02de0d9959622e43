import type { Clip } from '#volume/clip.ts';
import type { Plane } from '#volume/slices.ts';
import type { Ray, Tile, View, ViewPoint } from '#volume/tile.ts';
import type { Mask, Vec3, Volume, VoxelBox, WorldPoint } from '#volume/types.ts';

/** One view alone; four in a grid; a large one with three small ones; three slices in a row; many slices of one plane. */
export type Layout = View | 'four-up' | 'one-three' | 'row' | 'mosaic';

/** How the views share the stage. */
export interface Arrangement {
  readonly layout: Layout;
  /** The large view of 'one-three', and its share of the stage's width, or of its height where it is upright; 0..1. */
  readonly large: View;
  readonly largeShare: number;
  /** Where the views of 'four-up' meet: shares of the stage's width and height, 0..1. */
  readonly split: readonly [x: number, y: number];
  readonly mosaic: Mosaic;
}

/** Slices of one plane side by side. */
export interface Mosaic {
  readonly plane: Plane;
  /** Every so many-th slice; undefined: as many as about twelve slices take. */
  readonly step: number | undefined;
}

/** What the left button does on a slice: moves the crosshair, changes the display range, or makes strokes for somebody else. */
export type Tool = 'navigate' | 'window' | 'edit' | 'measure';

/**
 * A pointer that went down on a slice with a tool that makes strokes, moved, or went up; or whose stroke was broken off, by
 * Escape or by the system, and is not to count. It stays on the slice where it went down, also beyond the scan.
 */
export interface Stroke {
  readonly tool: 'edit' | 'measure';
  readonly phase: 'down' | 'move' | 'up' | 'broken';
  readonly point: ViewPoint;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

export type Rgb = Vec3;

/** A mask that differs from an earlier one within a box alone. */
export interface MaskChange {
  readonly since: Mask;
  readonly box: VoxelBox;
}

/** One object drawn over the scan. Later objects are painted over earlier ones. */
export interface MaskLayer {
  readonly key: string;
  readonly mask: Mask;
  readonly color: Rgb;
  /** 0..1; 0 hides. Slices also draw the edge of what is not hidden, at full strength; 3D is solid from 0.5 up. */
  readonly opacity: number;
  /** Where the earlier mask is what is drawn, only the box is drawn anew. */
  readonly changed?: MaskChange | undefined;
  /** It is being drawn: 3D waits until it is not. */
  readonly isInHand?: boolean;
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
  arrange(arrangement: Arrangement): void;
  /** Whether 3D shows the scan itself round the objects. Where there is no object it is always shown. */
  setBody(shown: boolean): void;
  /** Whether 3D is drawn at all. */
  setSolid(shown: boolean): void;
  /** Display range in intensity units after slope and intercept (HU for CT). */
  setWindow(low: number, high: number): void;
  lookAt(point: WorldPoint): void;
  /** Slices nearer (above 1) or farther, about the crosshair. */
  zoom(factor: number): void;
  /** All of the scan on every slice, and 3D as it was at first. */
  resetView(): void;
  /** Lets 3D look at one object alone, or at all of them. */
  setFrame(key: string | undefined): void;
  /** Leaves out of 3D what lies on one side of a slice. */
  setClip(clip: Clip | undefined): void;
  setTool(tool: Tool): void;
  /** The display range was changed inside the viewer, by dragging. */
  onWindow(listener: (low: number, high: number) => void): () => void;
  onCrosshair(listener: (reading: CrosshairReading) => void): () => void;
  /** Where the views are, each time that has changed: laid out anew, zoomed, moved, turned, or on another slice. */
  onTiles(listener: (tiles: readonly Tile[]) => void): () => void;
  /** Strokes of the tools 'edit' and 'measure'. */
  onStroke(listener: (stroke: Stroke) => void): () => void;
  /** Where on a slice the pointer is while no button is down; undefined where it is on none. */
  onHover(listener: (point: ViewPoint | undefined) => void): () => void;
  /** The left button was pressed and let go in one place; in 3D at all the points of a ray. */
  onClick(listener: (at: ViewPoint | Ray) => void): () => void;
  /** A view was double-clicked. */
  onDoubleClick(listener: (view: View) => void): () => void;
  /** The browser took the graphics card away, which leaves the views blank, or everything has been drawn anew since. */
  onGraphics(listener: (state: 'lost' | 'drawn') => void): () => void;
  /** The views as they are drawn, and how many of its pixels a pixel of the stage is. Whoever asks closes it. */
  snapshot(): Promise<{ readonly image: ImageBitmap; readonly scale: number }>;
  dispose(): void;
}
