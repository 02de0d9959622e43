/**
 * Asks the browser to give a lost WebGL context back (by itself it does not), and says when it is lost and when it is back,
 * empty. A function that stops watching.
 */
export function watchContext(
  canvas: HTMLCanvasElement,
  told: { onLost(): void; onRestored(): void },
): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  canvas.addEventListener(
    'webglcontextlost',
    (event) => {
      event.preventDefault();
      told.onLost();
    },
    options,
  );
  canvas.addEventListener('webglcontextrestored', () => told.onRestored(), options);
  return () => stop.abort();
}
