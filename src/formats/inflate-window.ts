/** Takes bytes that come in order and keeps those that lie from `offset` on, as many as `target` holds. */
export class InflateWindow {
  /** Bytes that have come. */
  inflated = 0;
  readonly #target: Uint8Array;
  readonly #offset: number;

  constructor(target: Uint8Array, offset: number) {
    this.#target = target;
    this.#offset = offset;
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
  }

  /** For another attempt. */
  rewind(): void {
    this.inflated = 0;
  }
}
