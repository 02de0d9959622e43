import type { Tensors } from './runtime.ts';

/** A place for features of slices outside memory. */
export interface FeatureDisk {
  /** Keeps `features` under `key`, dropping the oldest for room; does nothing where there is none. */
  write(key: string, features: Tensors): Promise<void>;
  read(key: string): Promise<Tensors | undefined>;
  has(key: string): boolean;
  /** Drops everything whose key begins with `prefix`. */
  drop(prefix: string): Promise<void>;
}

/**
 * Features of slices, those used last in memory within a budget, the others on the disk where there is one. What is
 * nowhere is encoded again.
 */
export class SliceFeatures {
  readonly #budgetBytes: number;
  readonly #disk: FeatureDisk | undefined;
  /** From the one unused for longest to the newest. */
  readonly #kept = new Map<string, Tensors>();
  #bytes = 0;

  constructor(budgetBytes: number, disk?: FeatureDisk) {
    this.#budgetBytes = budgetBytes;
    this.#disk = disk;
  }

  has(key: string): boolean {
    return this.#kept.has(key) || (this.#disk?.has(key) ?? false);
  }

  async get(key: string): Promise<Tensors | undefined> {
    const features = this.#kept.get(key) ?? (await this.#disk?.read(key));
    if (features) await this.put(key, features);
    return features;
  }

  /** Keeps `features` as the newest; the oldest make room. The newest is kept whatever its size. */
  async put(key: string, features: Tensors): Promise<void> {
    if (this.#kept.delete(key)) this.#bytes -= bytesOf(features);
    this.#kept.set(key, features);
    this.#bytes += bytesOf(features);
    for (const [oldest, evicted] of this.#kept) {
      if (this.#bytes <= this.#budgetBytes || oldest === key) return;
      this.#kept.delete(oldest);
      this.#bytes -= bytesOf(evicted);
      if (!this.#disk?.has(oldest)) await this.#disk?.write(oldest, evicted);
    }
  }

  /** Drops everything whose key begins with `prefix`. */
  async drop(prefix: string): Promise<void> {
    for (const [key, features] of this.#kept) {
      if (!key.startsWith(prefix)) continue;
      this.#kept.delete(key);
      this.#bytes -= bytesOf(features);
    }
    await this.#disk?.drop(prefix);
  }
}

function bytesOf(features: Tensors): number {
  return Object.values(features).reduce((sum, { data }) => sum + data.byteLength, 0);
}
