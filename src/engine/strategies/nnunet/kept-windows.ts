import type { Vec3 } from '#volume/types.ts';

/** What the network said of windows, as long as it may be needed once more; no more than a number of bytes. */
export class KeptWindows {
  readonly #said = new Map<string, Float32Array>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get(start: Vec3): Float32Array | undefined {
    return this.#said.get(start.join());
  }

  put(start: Vec3, said: Float32Array): void {
    if (this.#bytes + said.byteLength > this.#mostBytes) return;
    this.#said.set(start.join(), said);
    this.#bytes += said.byteLength;
  }
}
