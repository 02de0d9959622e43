/** Looked at so often within the silence that is put up with. */
const LOOKS = 12;

/**
 * Tells whether whoever should answer still does: between `start` and `stop` it pings, and calls `onSilence` once nothing
 * has been heard for `silenceMs`. Only looks are counted, never the clock: a computer that slept, or a page whose timers the
 * browser held back, has not listened either.
 */
export class Heartbeat {
  readonly #interval: number;
  readonly #ping: () => void;
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silentLooks = 0;
  #isAwaited = false;

  constructor(silenceMs: number, ping: () => void, onSilence: () => void) {
    this.#interval = silenceMs / LOOKS;
    this.#ping = ping;
    this.#onSilence = onSilence;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.heard();
    this.#timer = setInterval(() => this.#look(), this.#interval);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Something has been heard, an answer to a ping or anything else. */
  heard(): void {
    this.#silentLooks = 0;
    this.#isAwaited = false;
  }

  #look(): void {
    this.#silentLooks += 1;
    if (this.#silentLooks > LOOKS) {
      this.stop();
      this.#onSilence();
    } else if (!this.#isAwaited) {
      this.#isAwaited = true;
      this.#ping();
    }
  }
}
