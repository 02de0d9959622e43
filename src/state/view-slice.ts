import type { StateCreator } from 'zustand/vanilla';
import type { FindingId } from '#results/finding.ts';
import type { Arrangement, CrosshairReading, Layout, Tool } from '#viewer/viewer.ts';
import type { Clip } from '#volume/clip.ts';
import type { Tile, ViewPoint } from '#volume/tile.ts';
import type { VolumeId, WorldPoint } from '#volume/types.ts';

/** The intensities shown from black to white, in HU for CT. */
export interface DisplayWindow {
  readonly low: number;
  readonly high: number;
  /** The preset it came from; undefined once dragged by hand. */
  readonly preset: string | undefined;
}

/** An answer moved the crosshair into an object that no slice showed. */
export interface CrosshairTaken {
  /** The object's title. */
  readonly to: string;
  /** Where it was before. */
  readonly from: WorldPoint;
  readonly volume: VolumeId;
}

/** What the page draws over the views, besides the objects themselves. */
export interface Shown {
  readonly crosshair: boolean;
  /** Boxes round the objects found. */
  readonly boxes: boolean;
  /** Names and colours of the objects. */
  readonly legend: boolean;
}

export interface ViewSlice extends Arrangement {
  /** What a view alone on the stage was made large from. */
  readonly before: Layout | undefined;
  /** Where the views are. */
  readonly tiles: readonly Tile[];
  /** Where on a slice the pointer is. */
  readonly hover: ViewPoint | undefined;
  /** What the left button does on slices. */
  readonly tool: Tool;
  /** The radius of a circle round the pointer, for a tool that works on what lies within. */
  readonly cursorMm: number | undefined;
  readonly shown: Shown;
  readonly clip: Clip | undefined;
  readonly window: DisplayWindow | undefined;
  /** 3D shows the scan itself round the objects found. */
  readonly body: boolean;
  readonly crosshair: CrosshairReading | undefined;
  readonly taken: CrosshairTaken | undefined;
  /** The object that the page is about just now, emphasised in the views and opened in the list. */
  readonly selected: FindingId | undefined;
  /** 3D waits to be asked for where the processor has to draw it. */
  readonly solid: 'drawn' | 'paused';
  /** What became of the views when the browser took the graphics card away; 'none': it has no WebGL2, and nothing is ever drawn. */
  readonly graphics: 'lost' | 'drawn' | 'none';
  arranged(change: Partial<Arrangement & Pick<ViewSlice, 'before'>>): void;
  tilesMoved(tiles: readonly Tile[]): void;
  hovered(hover: ViewPoint | undefined): void;
  toolChosen(tool: Tool): void;
  cursorChosen(radiusMm: number | undefined): void;
  shownChosen(change: Partial<Shown>): void;
  clipChosen(clip: Clip | undefined): void;
  windowChosen(window: DisplayWindow): void;
  bodyChosen(body: boolean): void;
  crosshairMoved(reading: CrosshairReading | undefined): void;
  crosshairTaken(taken: CrosshairTaken | undefined): void;
  findingSelected(selected: FindingId | undefined): void;
  solidChosen(solid: 'drawn' | 'paused'): void;
  graphicsChanged(graphics: ViewSlice['graphics']): void;
}

export const createViewSlice: StateCreator<ViewSlice> = (set) => ({
  ...{
    layout: 'four-up',
    large: 'axial',
    largeShare: 0.66,
    split: [0.5, 0.5],
    mosaic: { plane: 'axial', step: undefined },
  },
  before: undefined,
  tiles: [],
  hover: undefined,
  tool: 'navigate',
  cursorMm: undefined,
  shown: { crosshair: true, boxes: false, legend: false },
  clip: undefined,
  window: undefined,
  body: false,
  crosshair: undefined,
  taken: undefined,
  selected: undefined,
  solid: 'drawn',
  graphics: 'drawn',
  arranged: (change) => set(change),
  tilesMoved: (tiles) => set({ tiles }),
  hovered: (hover) => set({ hover }),
  toolChosen: (tool) => set({ tool }),
  cursorChosen: (cursorMm) => set({ cursorMm }),
  shownChosen: (change) => set(({ shown }) => ({ shown: { ...shown, ...change } })),
  clipChosen: (clip) => set({ clip }),
  windowChosen: (window) => set({ window }),
  bodyChosen: (body) => set({ body }),
  crosshairMoved: (crosshair) => set({ crosshair }),
  crosshairTaken: (taken) => set({ taken }),
  findingSelected: (selected) => set({ selected }),
  solidChosen: (solid) => set({ solid }),
  graphicsChanged: (graphics) => set({ graphics }),
});
