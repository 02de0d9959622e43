/**
 * Asks the browser to let go of nothing that is stored here; it may say no. Nobody waits for that: Firefox asks the person, who may leave it
 * unanswered.
 */
export function askPersistence(): void {
  globalThis.navigator?.storage?.persist?.().catch(() => undefined);
}
