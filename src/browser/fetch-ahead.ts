/**
 * Asks for files that the page will want, so that they come side by side; the browser's cache gives them to whoever asks
 * for them next, also while they are still coming. What goes wrong here goes wrong again there, and is told there.
 */
export function fetchAhead(urls: readonly string[]): void {
  for (const url of urls) void drain(url);
}

async function drain(url: string): Promise<void> {
  try {
    const { body } = await fetch(url, { priority: 'low' });
    // Only what has been read to its end is kept.
    await body?.pipeTo(new WritableStream());
  } catch {
    // Without it the file comes later.
  }
}
