import type { App } from '#commands/app.ts';
import { chooseMode, resizeBrush, setEditing, stopEditing } from '#commands/edit/start-editing.ts';
import { redo, undo } from '#commands/edit/undo.ts';
import type { Messages } from '#messages/en.ts';

type Effect = keyof Messages['edit']['keyEffects'];

/** A key that does something to what is edited, or to what was done. */
export interface EditKey {
  /** As keys/shortcuts.ts has them. */
  readonly keys: readonly string[];
  readonly effect: Effect;
  /** Whether the key had anything to do. */
  press(app: App, key: string): boolean;
}

/** Works while an object is edited. */
function editing(keys: readonly string[], effect: Effect, ...acts: readonly ((app: App) => void)[]): EditKey {
  return {
    keys,
    effect,
    press(app, key) {
      const act = app.store.getState().edited ? acts[keys.indexOf(key)] : undefined;
      act?.(app);
      return act !== undefined;
    },
  };
}

export const EDIT_KEYS: readonly EditKey[] = [
  editing(['b'], 'brush', (app) => chooseMode(app, 'brush')),
  editing(['e'], 'erase', (app) => chooseMode(app, 'erase')),
  editing(['f'], 'smartFill', (app) => chooseMode(app, 'smart-fill')),
  editing(['p'], 'pieces', (app) => chooseMode(app, 'pieces')),
  editing(['d'], 'extent', (app) => setEditing(app, { is3D: !app.store.getState().editSettings.is3D })),
  editing(
    ['[', ']'],
    'radius',
    (app) => resizeBrush(app, 'smaller'),
    (app) => resizeBrush(app, 'larger'),
  ),
  // A stroke under way has Escape to itself.
  editing(['Escape'], 'done', (app) => app.voxels.inHand || stopEditing(app)),
];

/** Work at any time; a field where something is typed has an undo of its own. */
export const HISTORY_KEYS: readonly EditKey[] = [
  history(['Ctrl+z'], 'undo', undo),
  history(['Ctrl+Shift+z', 'Ctrl+y'], 'redo', redo),
];

function history(keys: readonly string[], effect: Effect, act: (app: App) => void): EditKey {
  return {
    keys,
    effect,
    press(app) {
      if (app.store.getState().volume.at !== 'ready') return false;
      act(app);
      return true;
    },
  };
}
