/**
 * Resolves when what has been drawn up to now is on the screen: the first frame draws what was left for it, and the
 * second begins when the first has been handed over. A page that nobody sees is not waited for, as it has no frames.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}
