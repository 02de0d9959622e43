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

/** The voxel before `position`, held within the outermost centres, and the share of the next one. */
function clampedCell(position: number, size: number): { floor: number; share: number } {
  const held = Math.max(0, Math.min(size - 1, position));
  const floor = Math.floor(held);
  return { floor, share: held - floor };
}

/** Applies the weights along the fastest axis of `lines` rows. */
export function weighRows(
  source: Float32Array,
  result: Float32Array,
  axis: AxisWeights,
  lines: number,
): void {
  const { length, taps, first, weights } = axis;
  const size = source.length / lines;
  for (let line = 0; line < lines; line++) {
    for (let n = 0; n < length; n++) {
      const from = line * size + (first[n] as number);
      let sum = 0;
      for (let tap = 0; tap < taps; tap++)
        sum += (weights[n * taps + tap] as number) * (source[from + tap] as number);
      result[line * length + n] = sum;
    }
  }
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
    for (let tap = 0; tap < taps; tap++) {
      const weight = weights[n * taps + tap] as number;
      if (weight !== 0) addScaled(sums, source, ((first[n] as number) + tap) * plane, weight);
    }
    result.set(sums, n * plane);
  }
}

function addScaled(sums: Float64Array, source: Float32Array, from: number, weight: number): void {
  for (let m = 0; m < sums.length; m++) sums[m] = (sums[m] as number) + weight * (source[from + m] as number);
}
