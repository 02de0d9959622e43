import { sortedSample } from './sorted-sample.ts';
import type { Volume } from './types.ts';

const SAMPLES = 200_000;

/** An even sample of a scan's intensities, sorted, and what shares of it lie where. */
export class ValueSample {
  readonly #sorted: Float64Array;
  #mode: { readonly value: number; readonly share: number } | undefined;

  constructor({ data, slope, intercept }: Pick<Volume, 'data' | 'slope' | 'intercept'>) {
    const count = Math.min(data.length, SAMPLES);
    // A step that is no integer does not fall into step with the rows.
    const sorted = sortedSample(data, count, data.length / count);
    for (let n = 0; n < count; n++) sorted[n] = (sorted[n] as number) * slope + intercept;
    this.#sorted = slope < 0 ? sorted.reverse() : sorted;
  }

  get min(): number {
    return this.#sorted[0] ?? 0;
  }

  get max(): number {
    return this.#sorted[this.#sorted.length - 1] ?? 0;
  }

  /** The value that `share` (0..1) of the sample does not exceed. */
  percentile(share: number): number {
    return this.#sorted[Math.round(share * (this.#sorted.length - 1))] ?? 0;
  }

  /** Share of the values from `from` on and below `to`. */
  share(from: number, to: number): number {
    return Math.max(0, this.#below(to) - this.#below(from)) / this.#sorted.length;
  }

  /** Share of the values that are exactly `value`. */
  exactly(value: number): number {
    return (this.#above(value) - this.#below(value)) / this.#sorted.length;
  }

  /** The smallest value above `value`; `value` where there is none. */
  next(value: number): number {
    return this.#sorted[this.#above(value)] ?? value;
  }

  /** The smallest value that is no padding, which lies farther below the others than they reach. */
  get lowest(): number {
    const above = this.next(this.min);
    return above - this.min > this.percentile(0.999) - above ? above : this.min;
  }

  /** The value that occurs most often, and its share. */
  get mode(): { readonly value: number; readonly share: number } {
    this.#mode ??= this.#findMode();
    return this.#mode;
  }

  /** The middle of the fullest of the bins of `width` between `from` and `to`; undefined where all are empty. */
  peak(from: number, to: number, width: number): number | undefined {
    let [best, most]: [number | undefined, number] = [undefined, 0];
    for (let low = from; low + width <= to; low += width / 4) {
      const share = this.share(low, low + width);
      if (share > most) [best, most] = [low + width / 2, share];
    }
    return best;
  }

  #findMode() {
    let [value, most] = [this.min, 0];
    for (let n = 0; n < this.#sorted.length; ) {
      const each = this.#sorted[n] ?? 0;
      const end = this.#above(each);
      if (end - n > most) [value, most] = [each, end - n];
      n = end;
    }
    return { value, share: most / this.#sorted.length };
  }

  /** How many values lie below `value`. */
  #below(value: number): number {
    return this.#search((each) => each < value);
  }

  /** How many values do not lie above `value`. */
  #above(value: number): number {
    return this.#search((each) => each <= value);
  }

  #search(isBefore: (each: number) => boolean): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#sorted[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
