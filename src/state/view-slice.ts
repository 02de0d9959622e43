import type { StateCreator } from 'zustand/vanilla';
import type { CrosshairReading, Layout } from '#viewer/viewer.ts';

/** The intensities shown from black to white, in HU for CT. */
export interface DisplayWindow {
  readonly low: number;
  readonly high: number;
  /** The preset it came from; undefined once dragged by hand. */
  readonly preset: string | undefined;
}

export interface ViewSlice {
  readonly layout: Layout;
  readonly window: DisplayWindow | undefined;
  /** 3D shows the scan itself round the objects found. */
  readonly body: boolean;
  readonly crosshair: CrosshairReading | undefined;
  layoutChosen(layout: Layout): void;
  windowChosen(window: DisplayWindow): void;
  bodyChosen(body: boolean): void;
  crosshairMoved(reading: CrosshairReading | undefined): void;
}

export const createViewSlice: StateCreator<ViewSlice> = (set) => ({
  layout: 'four-up',
  window: undefined,
  body: false,
  crosshair: undefined,
  layoutChosen: (layout) => set({ layout }),
  windowChosen: (window) => set({ window }),
  bodyChosen: (body) => set({ body }),
  crosshairMoved: (crosshair) => set({ crosshair }),
});
