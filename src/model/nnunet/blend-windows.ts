import { boxSize } from '#volume/boxes.ts';
import type { Vec3 } from '#volume/types.ts';
import { perAxis } from './axes.ts';
import type { Field } from './field.ts';
import { gaussianMap, type Windows } from './windows.ts';

/**
 * The Gaussian mean of windows, slab by slab: windows come in the order of their first axis, and a slice goes to the field
 * as soon as no further window reaches it. Sums are made where the field keeps its slices; a field in float16 has none, and then no
 * more than a patch's depth is summed at a time.
 */
export class WindowBlend {
  readonly #field: Field;
  readonly #patch: Vec3;
  readonly #map: Float32Array;
  /** From the padded array, on which windows lie, to the field's box. */
  readonly #shift: Vec3;
  /** By turns, for a field in float16; else none. */
  readonly #sums: readonly Float32Array[];
  readonly #weights: Float32Array[];
  readonly #plane: number;
  #done = 0;

  constructor(field: Field, { before }: Windows, patch: Vec3) {
    const [, rows, columns] = boxSize(field.box);
    this.#field = field;
    this.#patch = patch;
    this.#map = gaussianMap(patch);
    this.#shift = perAxis((axis) => -before[axis] - field.box.from[axis]);
    this.#plane = rows * columns;
    const depth = Math.min(patch[0], field.size[0]);
    this.#sums = Array.from(
      { length: field.isHalf ? depth : 0 },
      () => new Float32Array(field.channels * this.#plane),
    );
    this.#weights = Array.from({ length: depth }, () => new Float32Array(this.#plane));
  }

  /** Adds what the network gave for the window at `start`, (channels, …patch). @throws Error for what is not a number. */
  add(start: Vec3, values: Float32Array): void {
    const first = start[0] + this.#shift[0];
    this.#flush(first);
    for (let k = Math.max(0, -first); k < this.#patch[0]; k++) {
      if (first + k >= this.#field.size[0]) break;
      this.#addSlice(k, first + k, start, values);
    }
  }

  /** All windows have come. */
  finish(): void {
    this.#flush(this.#field.size[0]);
  }

  #addSlice(k: number, at: number, start: Vec3, values: Float32Array): void {
    const [depth, height, width] = this.#patch;
    const [, rows, columns] = this.#field.size;
    const [sums, weights] = this.#sliceAt(at);
    const [top, left] = [start[1] + this.#shift[1], start[2] + this.#shift[2]];
    const [fromI, toI] = [Math.max(0, -left), Math.min(width, columns - left)];
    for (let j = Math.max(0, -top); j < Math.min(height, rows - top); j++) {
      const map = (k * height + j) * width;
      const row = (top + j) * columns + left;
      for (let i = fromI; i < toI; i++) {
        weights[row + i] = (weights[row + i] as number) + (this.#map[map + i] as number);
      }
      for (let c = 0; c < this.#field.channels; c++) {
        const source = c * depth * height * width + map;
        const target = c * this.#plane + row;
        for (let i = fromI; i < toI; i++) {
          sums[target + i] =
            (sums[target + i] as number) + (values[source + i] as number) * (this.#map[map + i] as number);
        }
      }
    }
  }

  /** Sums and weights of slice `k` of the field. */
  #sliceAt(k: number): readonly [sums: Float32Array, weights: Float32Array] {
    const at = k % this.#weights.length;
    return [(this.#field.ownSlice(k) ?? this.#sums[at]) as Float32Array, this.#weights[at] as Float32Array];
  }

  /** Hands over the slices before `end`. */
  #flush(end: number): void {
    for (; this.#done < Math.min(end, this.#field.size[0]); this.#done++) {
      const [sums, weights] = this.#sliceAt(this.#done);
      for (let c = 0; c < this.#field.channels; c++) {
        for (let n = 0; n < this.#plane; n++) {
          const weight = weights[n] as number;
          if (weight > 0) sums[c * this.#plane + n] = (sums[c * this.#plane + n] as number) / weight;
        }
      }
      if (sums.some(Number.isNaN)) throw new Error('The network gave what is not a number.');
      weights.fill(0);
      if (!this.#field.isHalf) continue;
      this.#field.setSlice(this.#done, sums);
      sums.fill(0);
    }
  }
}
