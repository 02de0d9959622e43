import { boxSize } from '#volume/boxes.ts';
import type { Vec3, VoxelBox } from '#volume/types.ts';
import { product } from './axes.ts';
import { fromHalves, toHalf } from './half.ts';

/**
 * What was blended of the windows: some numbers, channels, at each sample of a box of what the network was shown. Kept in
 * float32, or in half the memory in float16.
 */
export class Field {
  readonly box: VoxelBox;
  readonly channels: number;
  readonly isHalf: boolean;
  readonly #slices: readonly (Float32Array | Uint16Array)[];
  readonly #scratch: Float32Array;

  constructor(box: VoxelBox, channels: number, isHalf: boolean) {
    this.box = box;
    this.channels = channels;
    this.isHalf = isHalf;
    const [count, rows, columns] = boxSize(box);
    const length = channels * rows * columns;
    this.#slices = Array.from({ length: count }, () =>
      isHalf ? new Uint16Array(length) : new Float32Array(length),
    );
    this.#scratch = new Float32Array(isHalf ? length : 0);
  }

  /** Of the box's own. */
  get size(): Vec3 {
    return boxSize(this.box);
  }

  get bytes(): number {
    return fieldBytes(this.box, this.channels, this.isHalf);
  }

  /** The numbers of slice `k` of the box, (channels, rows, columns); they may be overwritten by the next call. */
  slice(k: number): Float32Array {
    const kept = this.#slices[k];
    if (kept instanceof Float32Array) return kept;
    if (kept) fromHalves(kept, this.#scratch);
    return this.#scratch;
  }

  /** Slice `k` itself, to be written to; undefined where it is kept in float16. */
  ownSlice(k: number): Float32Array | undefined {
    const kept = this.#slices[k];
    return kept instanceof Float32Array ? kept : undefined;
  }

  setSlice(k: number, values: Float32Array): void {
    const kept = this.#slices[k];
    if (kept instanceof Float32Array) kept.set(values);
    else if (kept) toHalf(values, kept);
  }
}

export function fieldBytes(box: VoxelBox, channels: number, isHalf: boolean): number {
  return product(boxSize(box)) * channels * (isHalf ? 2 : 4);
}
