/** Lets jobs pass while it is open. */
export class Gate {
  #opened: Promise<void> | undefined;
  #open: () => void = () => {};

  close(): void {
    if (this.#opened) return;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  open(): void {
    this.#opened = undefined;
    this.#open();
  }

  /** Resolves once the gate is open. @throws the signal's reason as soon as it is aborted. */
  async pass(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (!this.#opened) return;
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    await Promise.race([this.#opened, aborted]);
  }
}
