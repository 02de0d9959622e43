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
  readonly crosshair: CrosshairReading | undefined;
  layoutChosen(layout: Layout): void;
  windowChosen(window: DisplayWindow): void;
  crosshairMoved(reading: CrosshairReading | undefined): void;
}

export const createViewSlice: StateCreator<ViewSlice> = (set) => ({
  layout: 'four-up',
  window: undefined,
  crosshair: undefined,
  layoutChosen: (layout) => set({ layout }),
  windowChosen: (window) => set({ window }),
  crosshairMoved: (crosshair) => set({ crosshair }),
});
