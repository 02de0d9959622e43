/**
 * Resolves when what has been asked for up to now has been drawn and is on its way to the screen. A page that nobody sees is not waited for,
 * as it has no frames.
 */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    // A task that is posted by a frame runs after the page has been laid out and drawn in it.
    else requestAnimationFrame(() => setTimeout(resolve));
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}
