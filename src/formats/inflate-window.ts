/** Bytes that are filled before somebody is told. */
const TOLD = 2 << 20;

/** Takes bytes that come in order and keeps those that lie from `offset` on, as many as `target` holds. */
export class InflateWindow {
  /** Bytes that have come. */
  inflated = 0;
  readonly #target: Uint8Array;
  readonly #offset: number;
  readonly #onFilled: ((bytes: number) => void) | undefined;
  #told = 0;

  constructor(target: Uint8Array, offset: number, onFilled?: (bytes: number) => void) {
    this.#target = target;
    this.#offset = offset;
    this.#onFilled = onFilled;
  }

  get end(): number {
    return this.#offset + this.#target.length;
  }

  get isFull(): boolean {
    return this.inflated >= this.end;
  }

  take(chunk: Uint8Array): void {
    const skipped = Math.max(0, this.#offset - this.inflated);
    const kept = this.end - this.inflated;
    if (skipped < chunk.length && kept > 0) {
      this.#target.set(chunk.subarray(skipped, kept), Math.max(0, this.inflated - this.#offset));
    }
    this.inflated += chunk.length;
    const filled = this.inflated - this.#offset;
    if (filled < this.#told + TOLD || this.isFull) return;
    this.#told = filled;
    this.#onFilled?.(filled);
  }

  /** For another attempt. */
  rewind(): void {
    this.inflated = 0;
    this.#told = 0;
    this.#onFilled?.(0);
  }
}
