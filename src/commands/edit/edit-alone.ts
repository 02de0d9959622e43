import type { App } from '#commands/app.ts';
import { isLone, toggleLarge } from '#commands/choose-view.ts';

/**
 * Shows one slice view alone, for a window in which several are too small to draw on. The result gives back what was shown before,
 * unless a person has chosen a view since.
 */
export function editAlone(app: Pick<App, 'store' | 'viewer'>): () => void {
  if (isLone(app.store.getState().layout)) return () => {};
  toggleLarge(app, 'axial');
  return () => {
    const { layout, before } = app.store.getState();
    if (layout === 'axial' && before) toggleLarge(app, 'axial');
  };
}
