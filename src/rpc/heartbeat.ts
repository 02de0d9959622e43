/** Looked at so often within the silence that is put up with. */
const LOOKS = 12;

export interface HeartbeatOptions {
  readonly silenceMs: number;
  readonly ping: () => void;
  /** Nothing has been heard for `silenceMs`. */
  readonly onSilence: () => void;
  /** A ping has had no answer for about so long; undefined where one has come, or none is waited for any more. */
  readonly onQuiet?: ((quietMs: number | undefined) => void) | undefined;
}

/**
 * Tells whether whoever should answer still does: between `start` and `stop` it pings when nothing comes by itself, tells of
 * pings without an answer, and calls `onSilence` once nothing has been heard for `silenceMs`. Only looks are counted, never
 * the clock: a computer that slept, or a page whose timers the browser held back, has not listened either.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #interval: number;
  #timer: ReturnType<typeof setInterval> | undefined;
  #silentLooks = 0;
  #isAwaited = false;
  #isQuiet = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#interval = options.silenceMs / LOOKS;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.heard();
    this.#timer = setInterval(() => this.#look(), this.#interval);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.heard();
  }

  /** Something has been heard, an answer to a ping or anything else. */
  heard(): void {
    this.#silentLooks = 0;
    this.#isAwaited = false;
    if (!this.#isQuiet) return;
    this.#isQuiet = false;
    this.#options.onQuiet?.(undefined);
  }

  #look(): void {
    this.#silentLooks += 1;
    if (this.#silentLooks > LOOKS) {
      this.stop();
      this.#options.onSilence();
    } else if (!this.#isAwaited) {
      this.#isAwaited = true;
      this.#options.ping();
    } else {
      this.#isQuiet = true;
      this.#options.onQuiet?.(this.#silentLooks * this.#interval);
    }
  }
}
