import type { App } from '#commands/app.ts';
import { showDrawn } from './commit-edits.ts';

type UndoApp = Pick<App, 'store' | 'voxels' | 'history' | 'viewer'>;

/** Takes back what was done last, whatever it was; nothing while a tool computes. */
export function undo(app: UndoApp): void {
  go(app, 'undo');
}

/** Does again what was undone last. */
export function redo(app: UndoApp): void {
  go(app, 'redo');
}

function go(app: UndoApp, way: 'undo' | 'redo'): void {
  const { store, history, voxels } = app;
  if (store.getState().editBusy || voxels.inHand) return;
  history[way]();
  history.show(store);
  store.getState().editTold(undefined);
  showDrawn(app);
}
