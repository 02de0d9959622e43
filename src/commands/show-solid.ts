import type { App } from './app.ts';

/** Draws 3D where it waited to be asked for. */
export function showSolid({ store, viewer }: Pick<App, 'store' | 'viewer'>): void {
  viewer.setSolid(true);
  store.getState().solidChosen('drawn');
}
