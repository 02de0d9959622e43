import { type RefObject, useLayoutEffect } from 'react';

/**
 * Whoever edits by keys is not left without a place: as the bar comes, the button that began has gone or is off, so the focus
 * goes to the tool in hand; as the bar goes with the focus in it, back to where editing begins. For what is drawn with the bar.
 */
export function useBarFocus(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const section = bar.current;
    const at = document.activeElement;
    if (!at || at === document.body || at.matches(':disabled')) {
      section?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    }
    return () => {
      if (!section?.contains(document.activeElement)) return;
      // The button is on again once all is drawn.
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        document.querySelector<HTMLElement>('.edit-entry .tool-button:enabled')?.focus();
      });
    };
  }, [bar]);
}
