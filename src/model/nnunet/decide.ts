import type { VoxelBox } from '#volume/types.ts';
import { product } from './axes.ts';
import type { Field } from './field.ts';
import { applyHead, type Head } from './head.ts';
import type { Layout } from './layout.ts';
import type { Taps } from './taps.ts';

/** Probabilities below this are taken for 0 in masks, but for those of a label: it has the largest share, and no less than all in equal parts. */
const LEAST_PROBABILITY = 0.01;
/** Classes this far below the most probable take no part in a sum of float32. */
const FAR = 25;

/** What is to be known of a slice of places; K classes, R rows of W places. */
export interface SliceDecision {
  readonly label: ArrayLike<number>;
  readonly logSum: ArrayLike<number>;
  /** The largest probability along each row, (K, R), and along each column, (K, W). */
  readonly byRow: Float32Array;
  readonly byColumn: Float32Array;
}

/** What is known of one class once all labels have been decided. */
interface ClassFacts {
  peak: number;
  readonly from: [number, number, number];
  readonly to: [number, number, number];
}

/**
 * The label at each place: the class with the largest logit, the first of equal ones; and the logarithm of the sum of all
 * exponentials, by which a class's own logit becomes its probability.
 */
export class Decision {
  readonly labels: Uint8Array | Uint16Array;
  readonly logSums: Float32Array;
  readonly #layout: Layout;
  readonly #logits: RowLogits;
  readonly #facts: readonly ClassFacts[];
  readonly #row: RowScratch;

  constructor(layout: Layout, field: Field, head: Head) {
    const places = product(layout.size);
    this.labels = head.classes > 256 ? new Uint16Array(places) : new Uint8Array(places);
    this.logSums = new Float32Array(places);
    this.#layout = layout;
    this.#logits = new RowLogits(layout, field, head, [0, head.classes]);
    this.#row = new RowScratch(layout.size[2]);
    this.#facts = Array.from({ length: head.classes }, () => ({
      ...{ peak: 0, from: [...layout.size] as [number, number, number], to: [0, 0, 0] },
    }));
  }

  get bytes(): number {
    return this.labels.byteLength + this.logSums.byteLength;
  }

  /** Decides about slice `k` of the places. */
  decideSlice(k: number): void {
    const [, rows, columns] = this.#layout.size;
    this.#logits.open(k);
    for (let j = 0; j < rows; j++) this.#decideRow(this.#logits.row(j), k, j, (k * rows + j) * columns);
  }

  /** Takes what was decided elsewhere about slice `k`. */
  takeSlice(k: number, { label, logSum, byRow, byColumn }: SliceDecision): void {
    const [, rows, columns] = this.#layout.size;
    this.labels.set(label, k * rows * columns);
    this.logSums.set(logSum, k * rows * columns);
    const least = Math.min(LEAST_PROBABILITY, 1 / this.#facts.length);
    for (const [c, facts] of this.#facts.entries()) {
      const [alongRows, alongColumns] = [
        byRow.subarray(c * rows, (c + 1) * rows),
        byColumn.subarray(c * columns, (c + 1) * columns),
      ];
      const isThere = (probability: number) => probability >= least;
      const first = alongRows.findIndex(isThere);
      if (first < 0) continue;
      extend(facts, k, first, alongColumns.findIndex(isThere));
      extend(facts, k, alongRows.findLastIndex(isThere), alongColumns.findLastIndex(isThere));
      facts.peak = alongRows.reduce((most, probability) => Math.max(most, probability), facts.peak);
    }
  }

  /** Places at which the class has any share worth keeping; undefined where there is none. */
  boxOf(label: number): VoxelBox | undefined {
    const facts = this.#facts[label];
    return facts && facts.to[0] > 0 ? { from: [...facts.from], to: [...facts.to] } : undefined;
  }

  /** The largest probability of the class at any place. */
  peakOf(label: number): number {
    return this.#facts[label]?.peak ?? 0;
  }

  #decideRow(logits: Float64Array, k: number, j: number, at: number): void {
    const columns = this.#layout.size[2];
    const { best, sums, labels } = this.#row;
    best.fill(Number.NEGATIVE_INFINITY);
    sums.fill(0);
    const classes = this.#facts.length;
    for (let c = 0; c < classes; c++) {
      for (let i = 0; i < columns; i++) {
        const value = logits[c * columns + i] as number;
        if (value > (best[i] as number)) {
          best[i] = value;
          labels[i] = c;
        }
      }
    }
    for (let c = 0; c < classes; c++) {
      for (let i = 0; i < columns; i++) {
        const below = (logits[c * columns + i] as number) - (best[i] as number);
        if (below > -FAR) sums[i] = (sums[i] as number) + Math.exp(below);
      }
    }
    for (let i = 0; i < columns; i++) {
      sums[i] = (best[i] as number) + Math.log(sums[i] as number);
      this.labels[at + i] = labels[i] as number;
      this.logSums[at + i] = sums[i] as number;
    }
    this.#note(logits, k, j);
  }

  /** What the row says of each class. */
  #note(logits: Float64Array, k: number, j: number): void {
    const columns = this.#layout.size[2];
    const { sums, labels } = this.#row;
    const faint = Math.log(LEAST_PROBABILITY);
    for (const [c, facts] of this.#facts.entries()) {
      for (let i = 0; i < columns; i++) {
        const log = (logits[c * columns + i] as number) - (sums[i] as number);
        if (log < faint && labels[i] !== c) continue;
        facts.peak = Math.max(facts.peak, Math.exp(log));
        extend(facts, k, j, i);
      }
    }
  }
}

function extend({ from, to }: ClassFacts, k: number, j: number, i: number): void {
  if (k < from[0]) from[0] = k;
  if (j < from[1]) from[1] = j;
  if (i < from[2]) from[2] = i;
  if (k >= to[0]) to[0] = k + 1;
  if (j >= to[1]) to[1] = j + 1;
  if (i >= to[2]) to[2] = i + 1;
}

/** What is at hand while a row is decided. */
class RowScratch {
  readonly best: Float64Array;
  readonly sums: Float64Array;
  readonly labels: Uint16Array;

  constructor(columns: number) {
    this.best = new Float64Array(columns);
    this.sums = new Float64Array(columns);
    this.labels = new Uint16Array(columns);
  }
}

/** The logits of some classes at the places, row by row, resampled from the field's samples. */
export class RowLogits {
  readonly #layout: Layout;
  readonly #field: Field;
  readonly #head: Head;
  readonly #classes: readonly [from: number, to: number];
  readonly #count: number;
  /** Logits of the samples of a slice, (classes, rows, columns), by slice; two at most. */
  readonly #slices = new Map<number, Float32Array>();
  readonly #mixed: Float64Array;
  readonly #row: Float64Array;
  #low: Float32Array = new Float32Array();
  #high: Float32Array = new Float32Array();
  #share = 0;

  constructor(layout: Layout, field: Field, head: Head, classes: readonly [from: number, to: number]) {
    this.#layout = layout;
    this.#field = field;
    this.#head = head;
    this.#classes = classes;
    this.#count = classes[1] - classes[0];
    this.#mixed = new Float64Array(this.#count * field.size[2]);
    this.#row = new Float64Array(this.#count * layout.size[2]);
  }

  /** Goes to slice `k` of the places. */
  open(k: number): void {
    const [{ low, high, share }] = this.#layout.taps;
    this.#low = this.#slice(low[k] as number);
    this.#high = this.#slice(high[k] as number);
    this.#share = share[k] as number;
  }

  /** The logits of row `j` of that slice, (classes, columns); they are overwritten by the next call. */
  row(j: number): Float64Array {
    const [, down, across] = this.#layout.taps;
    const [, rows, columns] = this.#field.size;
    const [top, bottom] = [(down.low[j] as number) * columns, (down.high[j] as number) * columns];
    const [q, r] = [down.share[j] as number, this.#share];
    for (let c = 0; c < this.#count; c++) {
      const plane = c * rows * columns;
      for (let i = 0; i < columns; i++) {
        const [a, b] = [plane + top + i, plane + bottom + i];
        const low = mixed(this.#low[a] as number, this.#low[b] as number, q);
        this.#mixed[c * columns + i] =
          r === 0 ? low : mixed(low, mixed(this.#high[a] as number, this.#high[b] as number, q), r);
      }
    }
    this.#spread(across, columns);
    return this.#row;
  }

  #spread({ low, high, share }: Taps, columns: number): void {
    const places = low.length;
    for (let c = 0; c < this.#count; c++) {
      for (let i = 0; i < places; i++) {
        const a = this.#mixed[c * columns + (low[i] as number)] as number;
        const b = this.#mixed[c * columns + (high[i] as number)] as number;
        this.#row[c * places + i] = mixed(a, b, share[i] as number);
      }
    }
  }

  #slice(k: number): Float32Array {
    const known = this.#slices.get(k);
    if (known) return known;
    for (const old of this.#slices.keys()) if (old < k - 1) this.#slices.delete(old);
    const values = this.#field.slice(k);
    const samples = this.#field.size[1] * this.#field.size[2];
    const [from, to] = this.#classes;
    let logits: Float32Array = values.subarray(from * samples, to * samples);
    if (!this.#head.isIdentity) {
      logits = new Float32Array(this.#count * samples);
      applyHead(this.#head, values, logits, this.#classes);
    } else if (this.#field.isHalf) logits = logits.slice();
    this.#slices.set(k, logits);
    return logits;
  }
}

/** A share of 0 leaves the first as it is, to the last bit. */
function mixed(a: number, b: number, share: number): number {
  return share === 0 ? a : a * (1 - share) + b * share;
}
