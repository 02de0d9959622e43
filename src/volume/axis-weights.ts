/** For each sample of a target axis, which samples of a source axis it is made of, and how much of each. */
export interface AxisWeights {
  /** Samples of the target. */
  readonly length: number;
  /** Room per target sample in `weights`. */
  readonly taps: number;
  /** First source sample that takes part, per target sample. */
  readonly first: Int32Array;
  /** `taps` weights per target sample, summing to 1; unused ones are 0. */
  readonly weights: Float64Array;
  /** 1 where the target sample lies within the source's voxel boxes. */
  readonly inside: Uint8Array;
}

/**
 * A Gaussian that widens voxels of `storedMm` to samples of `wantedMm`, full widths at half maximum matched, as
 * weights at −radius..radius voxels; just [1] where nothing is to be widened (docs/geometry.md, 4).
 */
export function gaussianTaps(storedMm: number, wantedMm: number): Float64Array {
  if (wantedMm <= storedMm) return new Float64Array([1]);
  const sigma = Math.sqrt((wantedMm ** 2 - storedMm ** 2) / (8 * Math.LN2)) / storedMm;
  const radius = Math.floor(4 * sigma + 0.5);
  const taps = Float64Array.from({ length: 2 * radius + 1 }, (_, n) =>
    Math.exp(-0.5 * ((n - radius) / sigma) ** 2),
  );
  const total = taps.reduce((sum, tap) => sum + tap, 0);
  return taps.map((tap) => tap / total);
}

/**
 * Gaussian and linear interpolation in one step, edges repeated, for target samples at the source positions
 * `start + n * step` (fractional voxels), n < `length`, on an axis of `size` voxels.
 */
export function axisWeights(
  gaussian: Float64Array,
  size: number,
  { start, step, length }: { readonly start: number; readonly step: number; readonly length: number },
): AxisWeights {
  const radius = (gaussian.length - 1) / 2;
  const taps = Math.min(size, gaussian.length + 1);
  const first = new Int32Array(length);
  const weights = new Float64Array(length * taps);
  const inside = new Uint8Array(length);
  for (let n = 0; n < length; n++) {
    const position = start + n * step;
    inside[n] = position >= -0.5 && position <= size - 0.5 ? 1 : 0;
    const { floor, share } = clampedCell(position, size);
    const base = Math.max(0, Math.min(floor - radius, size - taps));
    first[n] = base;
    gaussian.forEach((weight, tap) => {
      for (const [offset, part] of [
        [0, 1 - share],
        [1, share],
      ] as const) {
        const voxel = Math.max(0, Math.min(size - 1, floor + offset + tap - radius));
        const at = n * taps + voxel - base;
        weights[at] = (weights[at] ?? 0) + weight * part;
      }
    });
  }
  return { length, taps, first, weights, inside };
}

/** The samples of the source that take part at all: `count` from `from` on, and the weights of an axis that has only them. */
export function taking(axis: AxisWeights): {
  readonly from: number;
  readonly count: number;
  readonly axis: AxisWeights;
} {
  const from = axis.first.reduce((least, each) => Math.min(least, each), Infinity);
  const past = axis.first.reduce((most, each) => Math.max(most, each + axis.taps), 0);
  return { from, count: past - from, axis: { ...axis, first: axis.first.map((each) => each - from) } };
}

/** The voxel before `position`, held within the outermost centres, and the share of the next one. */
function clampedCell(position: number, size: number): { floor: number; share: number } {
  const held = Math.max(0, Math.min(size - 1, position));
  const floor = Math.floor(held);
  return { floor, share: held - floor };
}

/** Rows that are weighed at a time, so that a weight is read once for all of them. */
const ROWS = 4;

/**
 * Applies the weights along the fastest axis of `lines` rows. Where rows begin or end with one and the same number, as in
 * the air round a patient, that number is the result, for weights sum to 1.
 */
export function weighRows(
  source: Float32Array,
  result: Float32Array,
  axis: AxisWeights,
  lines: number,
): void {
  const size = source.length / lines;
  let line = 0;
  for (; line + ROWS <= lines; line += ROWS) weighFourRows(source, line * size, size, result, line, axis);
  for (; line < lines; line++) weighRow(source, line * size, result, line, axis);
}

function weighRow(
  source: Float32Array,
  start: number,
  result: Float32Array,
  line: number,
  axis: AxisWeights,
) {
  const { length, taps, first, weights } = axis;
  for (let n = 0; n < length; n++) {
    const from = start + (first[n] as number);
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      sum += (weights[n * taps + tap] as number) * (source[from + tap] as number);
    }
    result[line * length + n] = sum;
  }
}

function weighFourRows(
  source: Float32Array,
  start: number,
  size: number,
  result: Float32Array,
  line: number,
  { length, taps, first, weights }: AxisWeights,
): void {
  let [varies, ends] = [size, 0];
  for (let row = 0; row < ROWS; row++) {
    const [from, to] = partThatVaries(source, start + row * size, start + (row + 1) * size);
    varies = Math.min(varies, from - start - row * size);
    ends = Math.max(ends, to - start - row * size);
  }
  for (let n = 0; n < length; n++) {
    const [base, at] = [first[n] as number, line * length + n];
    const [a, b, c, d] = [
      start + base,
      start + base + size,
      start + base + 2 * size,
      start + base + 3 * size,
    ];
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    if (base + taps <= varies || base >= ends) {
      [sumA, sumB] = [source[a] as number, source[b] as number];
      [sumC, sumD] = [source[c] as number, source[d] as number];
    } else {
      for (let tap = 0; tap < taps; tap++) {
        const weight = weights[n * taps + tap] as number;
        sumA += weight * (source[a + tap] as number);
        sumB += weight * (source[b + tap] as number);
        sumC += weight * (source[c + tap] as number);
        sumD += weight * (source[d + tap] as number);
      }
    }
    result[at] = sumA;
    result[at + length] = sumB;
    result[at + 2 * length] = sumC;
    result[at + 3 * length] = sumD;
  }
}

/** From the first number on that is not the row's first one, up to where only its last one follows. */
function partThatVaries(source: Float32Array, start: number, past: number): readonly [number, number] {
  let [from, to] = [start, past];
  const [first, last] = [source[start], source[past - 1]];
  while (from < past && source[from] === first) from++;
  while (to > from && source[to - 1] === last) to--;
  return [from, to];
}

/** Applies the weights along the slowest axis; one step of it is `plane` numbers. */
export function weighPlanes(
  source: Float32Array,
  result: Float32Array,
  axis: AxisWeights,
  plane: number,
): void {
  const { length, taps, first, weights } = axis;
  const sums = new Float64Array(plane);
  for (let n = 0; n < length; n++) {
    sums.fill(0);
    const from = (first[n] as number) * plane;
    const at = n * taps;
    let tap = 0;
    for (; tap + 8 <= taps; tap += 8) addEight(sums, source, from + tap * plane, weights, at + tap);
    for (; tap + 4 <= taps; tap += 4) addFour(sums, source, from + tap * plane, weights, at + tap);
    for (; tap < taps; tap++) addScaled(sums, source, from + tap * plane, weights[at + tap] as number);
    result.set(sums, n * plane);
  }
}

function addScaled(sums: Float64Array, source: Float32Array, from: number, weight: number): void {
  for (let m = 0; m < sums.length; m++) sums[m] = (sums[m] as number) + weight * (source[from + m] as number);
}

/** Four planes that follow each other, one by one in their order: the sums are read and written a quarter as often. */
function addFour(
  sums: Float64Array,
  source: Float32Array,
  from: number,
  weights: Float64Array,
  at: number,
): void {
  const plane = sums.length;
  const [a, b] = [weights[at] as number, weights[at + 1] as number];
  const [c, d] = [weights[at + 2] as number, weights[at + 3] as number];
  const [second, third, fourth] = [from + plane, from + 2 * plane, from + 3 * plane];
  for (let m = 0; m < plane; m++) {
    sums[m] =
      (sums[m] as number) +
      a * (source[from + m] as number) +
      b * (source[second + m] as number) +
      c * (source[third + m] as number) +
      d * (source[fourth + m] as number);
  }
}

/** Eight of them, in their order. */
function addEight(
  sums: Float64Array,
  source: Float32Array,
  from: number,
  weights: Float64Array,
  at: number,
): void {
  const plane = sums.length;
  const [a, b] = [weights[at] as number, weights[at + 1] as number];
  const [c, d] = [weights[at + 2] as number, weights[at + 3] as number];
  const [e, f] = [weights[at + 4] as number, weights[at + 5] as number];
  const [g, h] = [weights[at + 6] as number, weights[at + 7] as number];
  for (let m = 0; m < plane; m++) {
    const n = from + m;
    sums[m] =
      (sums[m] as number) +
      a * (source[n] as number) +
      b * (source[n + plane] as number) +
      c * (source[n + 2 * plane] as number) +
      d * (source[n + 3 * plane] as number) +
      e * (source[n + 4 * plane] as number) +
      f * (source[n + 5 * plane] as number) +
      g * (source[n + 6 * plane] as number) +
      h * (source[n + 7 * plane] as number);
  }
}
