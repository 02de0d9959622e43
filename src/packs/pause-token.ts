/** Whether jobs are paused, for both sides: who pauses them, and the jobs, which wait between two slices. */
export class PauseToken {
  #paused: Promise<void> | undefined;
  #goOn: () => void = () => {};

  pause(): void {
    if (this.#paused) return;
    this.#paused = new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  resume(): void {
    this.#paused = undefined;
    this.#goOn();
  }

  /** Resolves at once unless paused, else once resumed. @throws the signal's reason as soon as it is aborted. */
  async untilResumed(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (!this.#paused) return;
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    await Promise.race([this.#paused, aborted]);
  }
}
