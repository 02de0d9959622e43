import { type RefObject, useEffect } from 'react';

/**
 * Whoever opened a scan by a key of `section`, which goes as the scan comes, goes on in the views, where arrows step through
 * slices: else the focus would be nowhere.
 */
export function useFocusHandedOn(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const node = section.current;
    let wasHere = false;
    const note = ({ target }: FocusEvent) => {
      wasHere = target instanceof Node && node?.contains(target) === true;
    };
    document.addEventListener('focusin', note);
    return () => {
      document.removeEventListener('focusin', note);
      if (!wasHere) return;
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector('canvas')?.focus();
      });
    };
  }, [section]);
}
