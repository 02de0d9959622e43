/**
 * The last layer of an nnU-Net, 1×1×1: what is left to do with `channels` numbers at a sample to have a logit per class. Class n
 * is label n.
 */
export interface Head {
  readonly classes: number;
  readonly channels: number;
  /** (classes, channels). */
  readonly rows: Float32Array;
  readonly bias: Float32Array;
  /** The channels are the logits. */
  readonly isIdentity: boolean;
}

/** A fold's head from its rows, each with the bias last. */
export function headOf(bank: Float32Array, width: number): Head {
  const [classes, channels] = [bank.length / width, width - 1];
  const rows = new Float32Array(classes * channels);
  const bias = new Float32Array(classes);
  for (let row = 0; row < classes; row++) {
    rows.set(bank.subarray(row * width, row * width + channels), row * channels);
    bias[row] = bank[row * width + channels] as number;
  }
  return { classes, channels, rows, bias, isIdentity: false };
}

/** What gives the mean of the folds' logits from their channels, one fold's after another's. */
export function joinedHead(folds: readonly Head[]): Head {
  const [{ classes, channels }] = folds as readonly [Head];
  const share = 1 / folds.length;
  const all = folds.length * channels;
  const rows = new Float32Array(classes * all);
  const bias = new Float32Array(classes);
  for (const [n, fold] of folds.entries()) {
    for (let row = 0; row < classes; row++) {
      bias[row] = (bias[row] as number) + share * (fold.bias[row] as number);
      for (let c = 0; c < channels; c++) {
        rows[row * all + n * channels + c] = share * (fold.rows[row * channels + c] as number);
      }
    }
  }
  return { classes, channels: all, rows, bias, isIdentity: false };
}

export function identityHead(classes: number): Head {
  const rows = new Float32Array(classes * classes);
  for (let row = 0; row < classes; row++) rows[row * (classes + 1)] = 1;
  return { classes, channels: classes, rows, bias: new Float32Array(classes), isIdentity: true };
}

/** Samples taken at a time, so that their channels stay in the processor's cache. */
const BLOCK = 1024;

/** The logits of the classes `from` to `to`, (to − from, count), of the channels at `count` samples, (channels, count). */
export function applyHead(
  head: Head,
  values: Float32Array,
  logits: Float32Array,
  [from, to]: readonly [number, number],
): void {
  const count = values.length / head.channels;
  const sums = new Float32Array(BLOCK);
  for (let start = 0; start < count; start += BLOCK) {
    const block = sums.subarray(0, Math.min(BLOCK, count - start));
    for (let row = from; row < to; row++) {
      block.fill(head.bias[row] as number);
      addRow(block, head, row, values, start, count);
      logits.set(block, (row - from) * count + start);
    }
  }
}

/** Adds the channels at the samples from `start` on, each times its weight of the row, to `sums`. */
function addRow(
  sums: Float32Array,
  { channels, rows }: Head,
  row: number,
  values: Float32Array,
  start: number,
  count: number,
): void {
  const weights = rows.subarray(row * channels, (row + 1) * channels);
  let c = 0;
  for (; c + 3 < channels; c += 4) {
    const [first, second] = [c * count + start, (c + 1) * count + start];
    const [third, fourth] = [(c + 2) * count + start, (c + 3) * count + start];
    const [p, q, r, s] = [weights[c], weights[c + 1], weights[c + 2], weights[c + 3]] as number[] as Four;
    for (let n = 0; n < sums.length; n++) {
      sums[n] =
        (sums[n] as number) +
        p * (values[first + n] as number) +
        q * (values[second + n] as number) +
        r * (values[third + n] as number) +
        s * (values[fourth + n] as number);
    }
  }
  for (; c < channels; c++) {
    const [at, weight] = [c * count + start, weights[c] as number];
    for (let n = 0; n < sums.length; n++) sums[n] = (sums[n] as number) + weight * (values[at + n] as number);
  }
}

type Four = [number, number, number, number];
