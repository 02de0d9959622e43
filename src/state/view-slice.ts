import type { StateCreator } from 'zustand/vanilla';
import type { FindingId } from '#results/finding.ts';
import type { CrosshairReading, Layout } from '#viewer/viewer.ts';
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

export interface ViewSlice {
  readonly layout: Layout;
  readonly window: DisplayWindow | undefined;
  /** 3D shows the scan itself round the objects found. */
  readonly body: boolean;
  readonly crosshair: CrosshairReading | undefined;
  readonly taken: CrosshairTaken | undefined;
  /** The object that the page is about just now, emphasised in the views and opened in the list. */
  readonly selected: FindingId | undefined;
  /** 3D waits to be asked for where the processor has to draw it. */
  readonly solid: 'drawn' | 'paused';
  /** What became of the views when the browser took the graphics card away. */
  readonly graphics: 'lost' | 'drawn';
  layoutChosen(layout: Layout): void;
  windowChosen(window: DisplayWindow): void;
  bodyChosen(body: boolean): void;
  crosshairMoved(reading: CrosshairReading | undefined): void;
  crosshairTaken(taken: CrosshairTaken | undefined): void;
  findingSelected(selected: FindingId | undefined): void;
  solidChosen(solid: 'drawn' | 'paused'): void;
  graphicsChanged(graphics: 'lost' | 'drawn'): void;
}

export const createViewSlice: StateCreator<ViewSlice> = (set) => ({
  layout: 'four-up',
  window: undefined,
  body: false,
  crosshair: undefined,
  taken: undefined,
  selected: undefined,
  solid: 'drawn',
  graphics: 'drawn',
  layoutChosen: (layout) => set({ layout }),
  windowChosen: (window) => set({ window }),
  bodyChosen: (body) => set({ body }),
  crosshairMoved: (crosshair) => set({ crosshair }),
  crosshairTaken: (taken) => set({ taken }),
  findingSelected: (selected) => set({ selected }),
  solidChosen: (solid) => set({ solid }),
  graphicsChanged: (graphics) => set({ graphics }),
});
