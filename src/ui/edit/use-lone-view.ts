import { useEffect } from 'react';
import { editAlone } from '#commands/edit/edit-alone.ts';
import { useApp } from '#ui/use-app.ts';

/** Four views in a window as low as this are too small to draw on. */
const LOW = '(max-height: 560px)';

/** While `isEditing`, a low window shows one slice view alone. */
export function useLoneView(isEditing: boolean): void {
  const app = useApp();
  useEffect(() => {
    if (!isEditing) return;
    const low = window.matchMedia(LOW);
    const begin = () => (low.matches ? editAlone(app) : undefined);
    let giveBack = begin();
    const follow = () => {
      giveBack?.();
      giveBack = begin();
    };
    low.addEventListener('change', follow);
    return () => {
      low.removeEventListener('change', follow);
      giveBack?.();
    };
  }, [app, isEditing]);
}
