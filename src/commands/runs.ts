/** At most one at a time: starting another stops the one before. */
export class Runs {
  #controller: AbortController | undefined;

  start(): AbortSignal {
    this.stop();
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  /** Aborts the run in progress, if any. */
  stop(): void {
    this.#controller?.abort(new DOMException('Stopped', 'AbortError'));
    this.#controller = undefined;
  }

  isLatest(signal: AbortSignal): boolean {
    return this.#controller?.signal === signal;
  }

  end(signal: AbortSignal): void {
    if (this.isLatest(signal)) this.#controller = undefined;
  }
}
