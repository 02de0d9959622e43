import { createXXHash128, type IHasher } from 'hash-wasm';
import type { VoxelData } from '#volume/types.ts';
import { type Extremes, extremes } from './extremes.ts';

/** Voxels looked at in one go lie in the processor's cache for the second look. */
const BLOCK = 1 << 20;

/** Extremes and hash of voxels, taken while they come or when all are there. It holds for as long as nobody changes them. */
export class VoxelSurvey {
  readonly #data: VoxelData;
  readonly #hash: IHasher;
  /** Voxels that have been looked at. */
  #done = 0;
  #extremes = NOTHING;

  private constructor(data: VoxelData, hash: IHasher) {
    this.#data = data;
    this.#hash = hash;
    this.#restart();
  }

  static async of(data: VoxelData): Promise<VoxelSurvey> {
    return new VoxelSurvey(data, await createXXHash128());
  }

  /** The first `bytes` bytes are there: all, unless given. Fewer than before: they come anew. */
  follow(bytes = this.#data.byteLength): void {
    const past = Math.floor(bytes / this.#data.BYTES_PER_ELEMENT);
    if (past < this.#done) this.#restart();
    while (this.#done < past) {
      const block = this.#data.subarray(this.#done, Math.min(past, this.#done + BLOCK));
      this.#extremes = both(this.#extremes, extremes(block));
      // What is not finite is going to be replaced, and the hash with it.
      if (this.#extremes.broken === 0) {
        this.#hash.update(new Uint8Array(block.buffer, block.byteOffset, block.byteLength));
      }
      this.#done += block.length;
    }
  }

  get extremes(): Extremes {
    return this.#extremes;
  }

  /** 128 bits, as hex digits, of the voxels and of `context`; once. Only where all of them are finite. */
  id(context: string): string {
    this.#hash.update(context);
    return this.#hash.digest('hex');
  }

  #restart(): void {
    this.#hash.init();
    this.#done = 0;
    this.#extremes = NOTHING;
  }
}

const NOTHING: Extremes = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, broken: 0 };

function both(one: Extremes, other: Extremes): Extremes {
  return {
    low: Math.min(one.low, other.low),
    high: Math.max(one.high, other.high),
    broken: one.broken + other.broken,
  };
}
