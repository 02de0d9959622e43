/** By the signals' numbers, as shells say them. */
const EXIT = { SIGINT: 130, SIGTERM: 143 } as const;

const cleaners = new Set<() => void>();
let isListening = false;

/**
 * From now on a process that the user or the system ends cleans up first, says so by its exit code, and leaves nothing half-written.
 */
export function endCleanly(): void {
  if (isListening) return;
  isListening = true;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      for (const clean of cleaners) clean();
      process.exit(EXIT[signal]);
    });
  }
}

/** Runs `clean` where the process is ended before the function that this gives has been called. */
export function cleaningUp(clean: () => void): () => void {
  endCleanly();
  cleaners.add(clean);
  return () => cleaners.delete(clean);
}
