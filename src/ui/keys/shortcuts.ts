import type { App } from '#commands/app.ts';
import { chooseLayout } from '#commands/choose-view.ts';
import { canSave, saveResults } from '#commands/save-results.ts';
import { stopSegmenting } from '#commands/segment.ts';
import type { Messages } from '#messages/en.ts';
import { say } from '#messages/say.ts';
import { EDIT_KEYS, type EditKey, HISTORY_KEYS } from '#ui/edit/edit-keys.ts';
import { PROMPT_ID } from '#ui/prompt-bar/prompt-bar.tsx';
import { LAYOUTS } from '#ui/viewer-panel/layouts.ts';
import { VIEW_KEYS } from '#ui/viewer-panel/view-keys.ts';
import { showKeys } from './show-keys.ts';

/** What a key does to the row of the list that has the focus. */
export type ListAction = 'next' | 'previous' | 'first' | 'last' | 'eye' | 'alone' | 'rename' | 'remove';

interface Named {
  /** As `KeyboardEvent.key` has them, with 'Ctrl+' before those that are held down with Ctrl or Cmd. */
  readonly keys: readonly string[];
  /** What they do, in the language that is spoken. */
  effect(): string;
}

/** Works wherever the focus is, but not while something is typed unless it says so. */
interface PageShortcut extends Named {
  readonly where: 'page' | 'edit' | 'scan';
  readonly alsoTyping?: boolean;
  /** Whether the key had anything to do. */
  press(app: App, key: string): boolean;
}

interface ListShortcut extends Named {
  readonly where: 'list';
  /** One for each key; none where the browser does it by itself. */
  readonly acts?: readonly ListAction[];
}

/** Told here, done by the part that has the focus. */
interface OwnShortcut extends Named {
  readonly where: 'prompt' | 'views' | 'marks';
}

type Shortcut = PageShortcut | ListShortcut | OwnShortcut;

const isOpen = ({ store }: App) => store.getState().volume.at === 'ready';
const edits =
  ({ effect }: EditKey) =>
  () =>
    say.edit.keyEffects[effect];
const says = (effect: keyof Messages['keys']['effects']) => () => say.keys.effects[effect];

/** In the order in which they are tried: while an object is edited, its tools have their keys before the views. */
const PAGE: readonly PageShortcut[] = [
  { where: 'page', keys: ['/'], effect: says('prompt'), press: goToPrompt },
  { where: 'page', keys: ['Escape'], effect: says('cancel'), alsoTyping: true, press: cancel },
  { where: 'page', keys: ['?'], effect: says('keys'), press: showKeys },
  { where: 'page', keys: ['Ctrl+s'], effect: says('saveSession'), alsoTyping: true, press: saveSession },
  ...HISTORY_KEYS.map((key): PageShortcut => ({ ...key, where: 'page', effect: edits(key) })),
  ...EDIT_KEYS.map((key): PageShortcut => ({ ...key, where: 'edit', effect: edits(key) })),
  { where: 'scan', keys: LAYOUTS.map((_, n) => String(n + 1)), effect: says('layout'), press: layOut },
  ...VIEW_KEYS.map(
    ({ keys, effect, press }): PageShortcut => ({
      where: 'scan',
      keys,
      effect: () => say.views.keyEffects[effect],
      press: (app, key) => isOpen(app) && press(app, key),
    }),
  ),
];

/** Every key that does something: what acts on them, and the dialog that shows them, are made of this. */
export const SHORTCUTS: readonly Shortcut[] = [
  ...PAGE,
  { where: 'prompt', keys: ['Enter'], effect: says('find') },
  { where: 'prompt', keys: ['ArrowUp', 'ArrowDown'], effect: says('suggestions') },
  { where: 'prompt', keys: ['Tab', 'Enter'], effect: says('accept') },
  { where: 'list', keys: ['ArrowDown', 'ArrowUp'], effect: says('next'), acts: ['next', 'previous'] },
  { where: 'list', keys: ['Home', 'End'], effect: says('ends'), acts: ['first', 'last'] },
  { where: 'list', keys: ['Enter', ' '], effect: says('toggle') },
  { where: 'list', keys: ['v'], effect: says('eye'), acts: ['eye'] },
  { where: 'list', keys: ['s'], effect: says('alone'), acts: ['alone'] },
  { where: 'list', keys: ['F2'], effect: says('rename'), acts: ['rename'] },
  { where: 'list', keys: ['Delete', 'Backspace'], effect: says('remove'), acts: ['remove', 'remove'] },
  { where: 'views', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], effect: says('step') },
  { where: 'views', keys: ['PageUp', 'PageDown'], effect: says('slices') },
  { where: 'marks', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], effect: says('nudge') },
  { where: 'marks', keys: ['Delete', 'Backspace'], effect: says('remove') },
];

/** The key of `event`, with Ctrl or Cmd; undefined with Alt, which is the system's. */
export function keyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | undefined {
  if (event.altKey) return undefined;
  if (!event.ctrlKey && !event.metaKey) return event.key;
  return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}`;
}

/** What `key` does wherever the focus is, in the order in which it is tried until one has something to do. */
export function pageShortcuts(key: string): readonly PageShortcut[] {
  return PAGE.filter(({ keys }) => keys.includes(key));
}

export function listAction(key: string): ListAction | undefined {
  for (const shortcut of SHORTCUTS) {
    if (shortcut.where !== 'list') continue;
    const act = shortcut.acts?.[shortcut.keys.indexOf(key)];
    if (act) return act;
  }
  return undefined;
}

function goToPrompt(app: App): boolean {
  if (!isOpen(app)) return false;
  document.getElementById(PROMPT_ID)?.focus();
  return true;
}

function cancel(app: App): boolean {
  if (app.store.getState().run.at !== 'running') return false;
  stopSegmenting(app);
  return true;
}

/** The browser's own would save the page. */
function saveSession(app: App): boolean {
  if (!canSave(app, 'session')) return false;
  void saveResults(app, ['session']);
  return true;
}

function layOut(app: App, key: string): boolean {
  const layout = LAYOUTS[Number(key) - 1];
  if (!layout || !isOpen(app)) return false;
  chooseLayout(app, layout);
  return true;
}
