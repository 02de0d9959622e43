import type { VoxelBox } from '#volume/types.ts';
import { product } from './axes.ts';
import type { Field } from './field.ts';
import { applyHead, type Head } from './head.ts';
import type { Layout } from './layout.ts';

/** Probabilities below this are taken for 0 in masks, but for those of a label: it has the largest share, and no less than all in equal parts. */
const LEAST_PROBABILITY = 0.01;
/** What all classes but one may have together where that one is taken to have everything. */
const NEGLIGIBLE = 1e-4;

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
  readonly #samples: SampleRow;
  readonly #place: Float64Array;

  constructor(layout: Layout, field: Field, head: Head) {
    const places = product(layout.size);
    this.labels = head.classes > 256 ? new Uint16Array(places) : new Uint8Array(places);
    this.logSums = new Float32Array(places);
    this.#layout = layout;
    this.#logits = new RowLogits(layout, field, head, [0, head.classes]);
    this.#samples = new SampleRow(head.classes, field.size[2]);
    this.#place = new Float64Array(head.classes);
    this.#facts = Array.from({ length: head.classes }, () => ({
      ...{ peak: 0, from: [...layout.size] as [number, number, number], to: [0, 0, 0] },
    }));
  }

  get bytes(): number {
    return this.labels.byteLength + this.logSums.byteLength;
  }

  /** Decides about slice `k` of the places. */
  decideSlice(k: number): void {
    const rows = this.#layout.size[1];
    this.#logits.open(k);
    for (let j = 0; j < rows; j++) this.#decideRow(k, j);
  }

  /** Takes what was decided elsewhere about slice `k`. */
  takeSlice(k: number, { label, logSum, byRow, byColumn }: SliceDecision): void {
    const [, rows, columns] = this.#layout.size;
    this.labels.set(label, k * rows * columns);
    this.logSums.set(logSum, k * rows * columns);
    const least = Math.min(LEAST_PROBABILITY, 1 / this.#facts.length);
    const isThere = (probability: number) => probability >= least;
    for (const [c, facts] of this.#facts.entries()) {
      const alongRows = byRow.subarray(c * rows, (c + 1) * rows);
      const alongColumns = byColumn.subarray(c * columns, (c + 1) * columns);
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
    // The last bit of a sum may take it past 1.
    return Math.min(1, this.#facts[label]?.peak ?? 0);
  }

  /**
   * Where both samples of a place are one class's by far, so is the place, for what is mixed of two differences is no smaller
   * than both. All others are looked at class by class.
   */
  #decideRow(k: number, j: number): void {
    const logits = this.#logits.samples(j);
    const { best, top, isSure } = this.#samples;
    this.#samples.read(logits);
    const [, rows, columns] = this.#layout.size;
    const { low, high, share } = this.#layout.taps[2];
    const at = (k * rows + j) * columns;
    let sure = -1;
    for (let i = 0; i < columns; i++) {
      const [a, b, s] = [low[i] as number, high[i] as number, share[i] as number];
      const label = best[a] as number;
      if (isSure[a] === 1 && isSure[b] === 1 && best[b] === label) {
        this.labels[at + i] = label;
        this.logSums[at + i] = mixed(top[a] as number, top[b] as number, s);
        if (label !== sure) this.#note(label, 1, k, j, i);
        if (sure >= 0 && label !== sure) this.#note(sure, 1, k, j, i - 1);
        sure = label;
        continue;
      }
      if (sure >= 0) this.#note(sure, 1, k, j, i - 1);
      sure = -1;
      this.#decidePlace(logits, a, b, s, at + i);
      this.#notePlace(k, j, i, at + i);
    }
    if (sure >= 0) this.#note(sure, 1, k, j, columns - 1);
  }

  #decidePlace(logits: Float64Array, a: number, b: number, share: number, at: number): void {
    const place = this.#place;
    const columns = this.#samples.best.length;
    let [label, most] = [0, Number.NEGATIVE_INFINITY];
    for (let c = 0; c < place.length; c++) {
      const value = mixed(logits[c * columns + a] as number, logits[c * columns + b] as number, share);
      place[c] = value;
      if (value > most) [label, most] = [c, value];
    }
    let sum = 0;
    for (let c = 0; c < place.length; c++) sum += Math.exp((place[c] as number) - most);
    this.labels[at] = label;
    this.logSums[at] = most + Math.log(sum);
  }

  /** What the place that was looked at last says of each class. */
  #notePlace(k: number, j: number, i: number, at: number): void {
    const [label, sum] = [this.labels[at] as number, this.logSums[at] as number];
    for (let c = 0; c < this.#place.length; c++) {
      const log = (this.#place[c] as number) - sum;
      if (log >= FAINT || c === label) this.#note(c, Math.exp(log), k, j, i);
    }
  }

  #note(label: number, probability: number, k: number, j: number, i: number): void {
    const facts = this.#facts[label] as ClassFacts;
    if (probability > facts.peak) facts.peak = probability;
    extend(facts, k, j, i);
  }
}

const FAINT = Math.log(LEAST_PROBABILITY);

function extend({ from, to }: ClassFacts, k: number, j: number, i: number): void {
  if (k < from[0]) from[0] = k;
  if (j < from[1]) from[1] = j;
  if (i < from[2]) from[2] = i;
  if (k >= to[0]) to[0] = k + 1;
  if (j >= to[1]) to[1] = j + 1;
  if (i >= to[2]) to[2] = i + 1;
}

/** The most probable class at each sample of a row of the field, its logit, and whether no other counts there. */
class SampleRow {
  readonly best: Uint16Array;
  readonly top: Float64Array;
  readonly isSure: Uint8Array;
  readonly #second: Float64Array;
  readonly #classes: number;
  /** All others together are negligible if each is this far below. */
  readonly #far: number;

  constructor(classes: number, columns: number) {
    this.best = new Uint16Array(columns);
    this.top = new Float64Array(columns);
    this.isSure = new Uint8Array(columns);
    this.#second = new Float64Array(columns);
    this.#classes = classes;
    this.#far = Math.log(classes / NEGLIGIBLE);
  }

  /** `logits`: (classes, columns). */
  read(logits: Float64Array): void {
    const { best, top, isSure } = this;
    const second = this.#second;
    top.fill(Number.NEGATIVE_INFINITY);
    second.fill(Number.NEGATIVE_INFINITY);
    const columns = top.length;
    for (let c = 0; c < this.#classes; c++) {
      const row = c * columns;
      for (let i = 0; i < columns; i++) {
        const value = logits[row + i] as number;
        if (value > (top[i] as number)) {
          second[i] = top[i] as number;
          top[i] = value;
          best[i] = c;
        } else if (value > (second[i] as number)) second[i] = value;
      }
    }
    for (let i = 0; i < columns; i++) {
      isSure[i] = (top[i] as number) - (second[i] as number) > this.#far ? 1 : 0;
    }
  }
}

/**
 * The logits of some classes, row by row of the places: mixed of the field's samples across and down, not yet along the row.
 */
export class RowLogits {
  readonly #layout: Layout;
  readonly #field: Field;
  readonly #head: Head;
  readonly #classes: readonly [from: number, to: number];
  readonly #count: number;
  /** Logits of the samples of a slice, (classes, rows, columns), by slice; two at most. */
  readonly #slices = new Map<number, Float32Array>();
  readonly #mixed: Float64Array;
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
  }

  /** Goes to slice `k` of the places. */
  open(k: number): void {
    const [{ low, high, share }] = this.#layout.taps;
    this.#low = this.#slice(low[k] as number);
    this.#high = this.#slice(high[k] as number);
    this.#share = share[k] as number;
  }

  /** The logits of row `j` of that slice at the field's samples, (classes, columns); they are overwritten by the next call. */
  samples(j: number): Float64Array {
    const [, down] = this.#layout.taps;
    const [, rows, columns] = this.#field.size;
    const [top, bottom] = [(down.low[j] as number) * columns, (down.high[j] as number) * columns];
    const [low, high, out] = [this.#low, this.#high, this.#mixed];
    const [q, r] = [down.share[j] as number, this.#share];
    for (let c = 0; c < this.#count; c++) {
      const plane = c * rows * columns;
      for (let i = 0; i < columns; i++) {
        const [a, b] = [plane + top + i, plane + bottom + i];
        const here = mixed(low[a] as number, low[b] as number, q);
        out[c * columns + i] =
          r === 0 ? here : mixed(here, mixed(high[a] as number, high[b] as number, q), r);
      }
    }
    return out;
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
export function mixed(a: number, b: number, share: number): number {
  return share === 0 ? a : a * (1 - share) + b * share;
}
