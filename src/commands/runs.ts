import type { RunProgress } from '#state/run-slice.ts';

/** How far one of those who share a run is. */
interface Pace {
  readonly progress: RunProgress;
  readonly share: number;
}

/** At most one at a time: starting another stops the one before. */
export class Runs {
  #controller: AbortController | undefined;
  /** How many share it. */
  #shares = 0;
  #paces = new Map<symbol, Pace>();

  start(): AbortSignal {
    this.stop();
    this.#controller = new AbortController();
    this.#shares = 1;
    this.#paces = new Map();
    return this.#controller.signal;
  }

  /** A share of the run in progress, which ends when all of them have; undefined where there is none. */
  join(): AbortSignal | undefined {
    if (this.#controller) this.#shares += 1;
    return this.#controller?.signal;
  }

  /** Aborts the run in progress, if any. */
  stop(): void {
    this.#controller?.abort(new DOMException('Stopped', 'AbortError'));
    this.#controller = undefined;
  }

  /** Notes how far `who` is, undefined where it has ended; the pace of whoever is least far. */
  slowest(who: symbol, pace: Pace | undefined): Pace | undefined {
    if (pace) this.#paces.set(who, pace);
    else this.#paces.delete(who);
    return [...this.#paces.values()].sort((a, b) => a.share - b.share)[0];
  }

  isLatest(signal: AbortSignal): boolean {
    return this.#controller?.signal === signal;
  }

  /** Ends a share of the run of `signal`; true if with that the latest run has ended. */
  end(signal: AbortSignal): boolean {
    if (!this.isLatest(signal)) return false;
    this.#shares -= 1;
    if (this.#shares === 0) this.#controller = undefined;
    return this.#shares === 0;
  }
}
