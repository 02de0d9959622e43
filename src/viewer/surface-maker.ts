import { AppError } from '#errors.ts';
import type { Surface } from '#surface/surface.ts';
import type { Mask } from '#volume/types.ts';

/** The surface of a mask; rejects when `signal` aborts. */
export type MakeSurface = (mask: Mask, signal: AbortSignal) => Promise<Surface>;

interface Wish {
  readonly mask: Mask;
  readonly done: (surface: Surface) => void;
  /** It was under way as a worker was lost. */
  readonly isAgain?: boolean;
}

/**
 * Has surfaces made one at a time, in the order of asking. Of one key only the last mask counts: an earlier one that waits is
 * dropped, and one under way is stopped. One that a worker was lost with is made once more: nobody else would ask for it.
 */
export class SurfaceMaker {
  readonly #make: MakeSurface;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting = new Map<string, Wish>();
  #underWay: { readonly key: string; readonly stop: AbortController } | undefined;

  constructor(make: MakeSurface, onFailure: (error: unknown) => void) {
    this.#make = make;
    this.#onFailure = onFailure;
  }

  make(key: string, mask: Mask, done: (surface: Surface) => void): void {
    this.drop(key);
    this.#waiting.set(key, { mask, done });
    void this.#next();
  }

  /** The surface of `key` is no longer wanted. */
  drop(key: string): void {
    this.#waiting.delete(key);
    if (this.#underWay?.key === key) this.#underWay.stop.abort();
  }

  dropAll(): void {
    this.#waiting.clear();
    this.#underWay?.stop.abort();
  }

  async #next(): Promise<void> {
    const [first] = this.#waiting;
    if (this.#underWay || !first) return;
    const [key, { mask, done, isAgain }] = first;
    this.#waiting.delete(key);
    const stop = new AbortController();
    this.#underWay = { key, stop };
    try {
      const surface = await this.#make(mask, stop.signal);
      if (!stop.signal.aborted) done(surface);
    } catch (error) {
      const isLost = error instanceof AppError && error.code === 'worker-lost';
      if (!stop.signal.aborted && isLost && !isAgain) this.#waiting.set(key, { mask, done, isAgain: true });
      else if (!stop.signal.aborted) this.#onFailure(error);
    }
    this.#underWay = undefined;
    await this.#next();
  }
}
