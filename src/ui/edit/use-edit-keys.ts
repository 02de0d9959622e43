import { useEffect } from 'react';
import type { App } from '#commands/app.ts';
import { chooseMode, resizeBrush, setEditing, stopEditing } from '#commands/edit/start-editing.ts';
import { redo, undo } from '#commands/edit/undo.ts';

/** While an object is edited. */
const KEYS: Readonly<Record<string, (app: App) => void>> = {
  b: (app) => chooseMode(app, 'brush'),
  e: (app) => chooseMode(app, 'erase'),
  f: (app) => chooseMode(app, 'smart-fill'),
  p: (app) => chooseMode(app, 'pieces'),
  d: (app) => setEditing(app, { is3D: !app.store.getState().editSettings.is3D }),
  '[': (app) => resizeBrush(app, 'smaller'),
  ']': (app) => resizeBrush(app, 'larger'),
};

/** Ctrl+Z undoes, Ctrl+Shift+Z and Ctrl+Y do again; while an object is edited, keys choose tools and Escape leaves. To be called before other keys of the page. */
export function useEditKeys(app: App): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || event.defaultPrevented) return;
      if (app.store.getState().volume.at !== 'ready' || document.querySelector('dialog[open]')) return;
      const isOurs = event.ctrlKey || event.metaKey ? withCtrl(app, event) : plain(app, event);
      if (!isOurs) return;
      event.preventDefault();
      // The views have keys of the same names.
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [app]);
}

function withCtrl(app: App, { key, shiftKey, target }: KeyboardEvent): boolean {
  // A field has an undo of its own.
  if (isTyping(target)) return false;
  const letter = key.toLowerCase();
  if (letter === 'z' && !shiftKey) undo(app);
  else if (letter === 'z' || letter === 'y') redo(app);
  else return false;
  return true;
}

function plain(app: App, { key, target }: KeyboardEvent): boolean {
  const { edited, run } = app.store.getState();
  // A stroke under way has Escape to itself.
  if (!edited || app.voxels.inHand) return false;
  if (key === 'Escape' && run.at !== 'running') {
    stopEditing(app);
    return true;
  }
  const act = isTyping(target) ? undefined : KEYS[key.toLowerCase()];
  act?.(app);
  return act !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return ['text', 'number', 'search'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
