import type { App } from '#commands/app.ts';
import { chooseLayout } from '#commands/choose-view.ts';
import { stopSegmenting } from '#commands/segment.ts';
import type { Messages } from '#messages/en.ts';
import { PROMPT_ID } from '#ui/prompt-bar/prompt-bar.tsx';
import { LAYOUTS } from '#ui/viewer-panel/layouts.ts';
import { showKeys } from './show-keys.ts';

type Effect = keyof Messages['keys']['effects'];

/** What a key does to the row of the list that has the focus. */
export type ListAction = 'next' | 'previous' | 'first' | 'last' | 'eye' | 'alone' | 'rename' | 'remove';

interface Named {
  /** As `KeyboardEvent.key` has them, with 'Ctrl+' before those that are held down with Ctrl or Cmd. */
  readonly keys: readonly string[];
  readonly effect: Effect;
}

/** Works wherever the focus is, but not while something is typed unless it says so. */
interface PageShortcut extends Named {
  readonly where: 'page';
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
  readonly where: 'prompt' | 'views';
}

type Shortcut = PageShortcut | ListShortcut | OwnShortcut;

const isOpen = ({ store }: App) => store.getState().volume.at === 'ready';

/** Every key that does something: what acts on them, and the dialog that shows them, are made of this. */
export const SHORTCUTS: readonly Shortcut[] = [
  { where: 'page', keys: ['/'], effect: 'prompt', press: goToPrompt },
  { where: 'page', keys: ['Escape'], effect: 'cancel', alsoTyping: true, press: cancel },
  { where: 'page', keys: LAYOUTS.map((_, n) => String(n + 1)), effect: 'layout', press: layOut },
  { where: 'page', keys: ['?'], effect: 'keys', press: showKeys },
  { where: 'prompt', keys: ['Enter'], effect: 'find' },
  { where: 'prompt', keys: ['ArrowUp', 'ArrowDown'], effect: 'suggestions' },
  { where: 'prompt', keys: ['Tab', 'Enter'], effect: 'accept' },
  { where: 'list', keys: ['ArrowDown', 'ArrowUp'], effect: 'next', acts: ['next', 'previous'] },
  { where: 'list', keys: ['Home', 'End'], effect: 'ends', acts: ['first', 'last'] },
  { where: 'list', keys: ['Enter', ' '], effect: 'toggle' },
  { where: 'list', keys: ['v'], effect: 'eye', acts: ['eye'] },
  { where: 'list', keys: ['s'], effect: 'alone', acts: ['alone'] },
  { where: 'list', keys: ['F2'], effect: 'rename', acts: ['rename'] },
  { where: 'list', keys: ['Delete', 'Backspace'], effect: 'remove', acts: ['remove', 'remove'] },
  { where: 'views', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], effect: 'step' },
  { where: 'views', keys: ['PageUp', 'PageDown'], effect: 'slices' },
];

/** The key of `event`, with Ctrl or Cmd; undefined with Alt, which is the system's. */
export function keyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string | undefined {
  if (event.altKey) return undefined;
  if (!event.ctrlKey && !event.metaKey) return event.key;
  return `Ctrl+${event.shiftKey ? 'Shift+' : ''}${event.key.toLowerCase()}`;
}

export function pageShortcut(key: string): PageShortcut | undefined {
  return SHORTCUTS.find(
    (shortcut): shortcut is PageShortcut => shortcut.where === 'page' && shortcut.keys.includes(key),
  );
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

function layOut(app: App, key: string): boolean {
  const layout = LAYOUTS[Number(key) - 1];
  if (!layout || !isOpen(app)) return false;
  chooseLayout(app, layout);
  return true;
}
