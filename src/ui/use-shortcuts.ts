import { useEffect } from 'react';
import type { App } from '#commands/app.ts';
import { keyOf, listAction, pageShortcuts } from './keys/shortcuts.ts';

/** Lets the keys that work everywhere (keys/shortcuts.ts) do what they do. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (key === undefined || event.isComposing) return;
      if (press(app, key, event.target)) event.preventDefault();
    };
    // Before the viewer's canvas, which has keys of its own.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [app]);
}

/** The key was one of ours, and had something to do. */
function press(app: App, key: string, target: EventTarget | null): boolean {
  // A dialog has the keys for itself, a field in the list too, and a row of the list those that it acts on.
  if (!(target instanceof Element) || target.closest('dialog, .name-field')) return false;
  if (target.matches('.finding-name') && listAction(key)) return false;
  const isOurs = pageShortcuts(key).filter(({ alsoTyping }) => alsoTyping || !isTyping(target));
  return isOurs.some((shortcut) => shortcut.press(app, key));
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return TYPED.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

const TYPED: ReadonlySet<string> = new Set(['text', 'number', 'search']);
