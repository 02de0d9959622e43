import { nudgeWindow, stepPreset } from '#commands/adjust-window.ts';
import type { App } from '#commands/app.ts';
import { clip, endClip, frameSelected, resetViews, toggleShown } from '#commands/choose-shown.ts';
import { chooseTool, toggleLarge } from '#commands/choose-view.ts';
import type { Messages } from '#messages/en.ts';

/** A key that does something to the views, wherever the focus is. */
export interface ViewKey {
  /** As `KeyboardEvent.key` has them. */
  readonly keys: readonly string[];
  readonly effect: keyof Messages['views']['keyEffects'];
  /** Whether the key had anything to do. A scan is open. */
  press(app: App, key: string): boolean;
}

const NARROWER = 0.9;
const BRIGHTER = 0.05;
const NEARER = 1.25;

/** One act for each key, in their order. */
function acts(...each: readonly ((app: App) => void)[]) {
  return (keys: readonly string[]) => (app: App, key: string) => {
    const act = each[keys.indexOf(key)];
    act?.(app);
    return act !== undefined;
  };
}

function entry(
  keys: readonly string[],
  effect: ViewKey['effect'],
  press: (keys: readonly string[]) => ViewKey['press'],
): ViewKey {
  return { keys, effect, press: press(keys) };
}

export const VIEW_KEYS: readonly ViewKey[] = [
  entry(
    ['w', 'W'],
    'preset',
    acts(
      (app) => stepPreset(app, 1),
      (app) => stepPreset(app, -1),
    ),
  ),
  entry(
    ['b', 'd'],
    'brightness',
    acts(
      (app) => nudgeWindow(app, 1, BRIGHTER),
      (app) => nudgeWindow(app, 1, -BRIGHTER),
    ),
  ),
  entry(
    ['c', 'C'],
    'contrast',
    acts(
      (app) => nudgeWindow(app, NARROWER, 0),
      (app) => nudgeWindow(app, 1 / NARROWER, 0),
    ),
  ),
  entry(
    ['+', '-'],
    'zoom',
    acts(
      ({ viewer }) => viewer.zoom(NEARER),
      ({ viewer }) => viewer.zoom(1 / NEARER),
    ),
  ),
  entry(['0'], 'reset', acts(resetViews)),
  entry(['m'], 'large', acts(toggleLargest)),
  entry(
    ['x'],
    'crosshair',
    acts((app) => toggleShown(app, 'crosshair')),
  ),
  entry(
    ['l'],
    'legend',
    acts((app) => toggleShown(app, 'legend')),
  ),
  entry(
    ['o'],
    'boxes',
    acts((app) => toggleShown(app, 'boxes')),
  ),
  entry(['f'], 'frame', acts(frameSelected)),
  entry(['k'], 'clip', acts(toggleClip)),
  entry(
    ['n'],
    'navigate',
    acts((app) => chooseTool(app, 'navigate')),
  ),
];

/** The view that the pointer is on alone, else the largest. */
function toggleLargest(app: App): void {
  const { hover, tiles } = app.store.getState();
  const largest = tiles.toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  const view = hover?.view ?? largest?.view;
  if (view) toggleLarge(app, view);
}

function toggleClip(app: App): void {
  if (app.store.getState().clip) endClip(app);
  else clip(app, {});
}
