/** A page may have no frames though it is seen by its own account, as in a frame that is scrolled out of the window. */
const PATIENCE_MS = 5000;

/**
 * Resolves when what has been asked for up to now has been drawn and is on its way to the screen. A page that nobody sees is not waited for,
 * as it has no frames.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      clearTimeout(late);
      over.abort();
      resolve();
    };
    const late = setTimeout(end, PATIENCE_MS);
    if (document.hidden) return end();
    // A task that is posted by a frame runs after the page has been laid out and drawn in it.
    requestAnimationFrame(() => setTimeout(end));
    document.addEventListener('visibilitychange', end, { signal: over.signal });
  });
}
