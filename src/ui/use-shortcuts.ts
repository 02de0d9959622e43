import { useEffect } from 'react';
import type { App } from '#commands/app.ts';
import { chooseLayout } from '#commands/choose-view.ts';
import { stopSegmenting } from '#commands/segment.ts';
import { PROMPT_ID } from './prompt-bar/prompt-bar.tsx';
import { LAYOUTS } from './viewer-panel/layouts.ts';
import { VIEW_KEYS } from './viewer-panel/view-keys.ts';

/** "/" goes to the prompt, Esc cancels the run, 1 to 8 choose a layout, and the views have keys of their own. */
export function useShortcuts(app: App): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (press(app, event.key, isTyping(event.target))) event.preventDefault();
    };
    // Before the viewer's canvas, which has keys of its own.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [app]);
}

/** The key was one of ours. */
function press(app: App, key: string, typing: boolean): boolean {
  const { run, volume } = app.store.getState();
  if (key === 'Escape' && run.at === 'running') {
    stopSegmenting(app);
    return true;
  }
  if (typing || volume.at !== 'ready') return false;
  if (key === '/') {
    document.getElementById(PROMPT_ID)?.focus();
    return true;
  }
  const view = VIEW_KEYS.find(({ keys }) => keys.includes(key));
  if (view) return view.press(app, key);
  const chosen = /^[1-9]$/.test(key) ? LAYOUTS[Number(key) - 1] : undefined;
  if (chosen) chooseLayout(app, chosen);
  return chosen !== undefined;
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type === 'text' || target.type === 'number';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
