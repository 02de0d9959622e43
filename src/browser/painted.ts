/**
 * Resolves when what has been drawn up to now is on the screen: the first frame draws what was left for it, and the
 * second begins when the first has been handed over. Where that is enough, `'drawn'` resolves behind the first already.
 * A page that nobody sees is not waited for, as it has no frames.
 */
export function painted(how: 'seen' | 'drawn' = 'seen'): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    // A task that is posted by a frame runs after the page has been laid out and drawn in it.
    else
      requestAnimationFrame(() =>
        how === 'drawn' ? setTimeout(resolve) : requestAnimationFrame(() => resolve()),
      );
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}
