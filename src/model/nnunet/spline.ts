/*
 * The interpolating cubic B-spline of scipy.ndimage as skimage.transform.resize(order=3, mode='edge', anti_aliasing=False) uses
 * it: 12 samples of the edge on both sides, a recursive prefilter, four taps that are not clamped. Nothing is smoothed.
 */
const PAD = 12;
const POLE = Math.sqrt(3) - 2;
const GAIN = 6;

/** As many neighbouring lines as are filtered at once. */
export const LANES = 32;

/** A place where arrays of one axis are resampled, line by line. */
export class CubicLines {
  readonly #from: number;
  readonly #coefficients: Float64Array;
  readonly #first: Int32Array;
  readonly #weights: Float64Array;

  constructor(from: number, to: number) {
    this.#from = from;
    this.#coefficients = new Float64Array((from + 2 * PAD) * LANES);
    this.#first = new Int32Array(to);
    this.#weights = new Float64Array(4 * to);
    for (let n = 0; n < to; n++) {
      const at = (n + 0.5) * (from / to) - 0.5 + PAD;
      const below = Math.floor(at);
      const t = at - below;
      const u = 1 - t;
      this.#first[n] = below - 1;
      this.#weights.set(
        [u ** 3 / 6, (4 - 6 * t ** 2 + 3 * t ** 3) / 6, (4 - 6 * u ** 2 + 3 * u ** 3) / 6, t ** 3 / 6],
        4 * n,
      );
    }
  }

  /** Resamples `lanes` lines, at most LANES. */
  resample(source: Lines, target: Lines, lanes: number): void {
    this.#filter(source, lanes);
    const c = this.#coefficients;
    const w = this.#weights;
    for (let n = 0; n < this.#first.length; n++) {
      const row = (this.#first[n] as number) * lanes;
      const [a, b, d, e] = [w[4 * n], w[4 * n + 1], w[4 * n + 2], w[4 * n + 3]] as [
        number,
        number,
        number,
        number,
      ];
      const to = target.at + n * target.step;
      for (let lane = 0; lane < lanes; lane++) {
        const at = row + lane;
        target.data[to + lane * target.lane] =
          a * (c[at] as number) +
          b * (c[at + lanes] as number) +
          d * (c[at + 2 * lanes] as number) +
          e * (c[at + 3 * lanes] as number);
      }
    }
  }

  #filter({ data, at, step, lane: apart }: Lines, lanes: number): void {
    const c = this.#coefficients;
    const count = this.#from + 2 * PAD;
    for (let k = 0; k < count; k++) {
      const from = at + Math.min(Math.max(k - PAD, 0), this.#from - 1) * step;
      for (let lane = 0; lane < lanes; lane++)
        c[k * lanes + lane] = GAIN * (data[from + lane * apart] as number);
    }
    for (let lane = 0; lane < lanes; lane++) c[lane] = (c[lane] as number) / (1 - POLE);
    for (let n = lanes; n < count * lanes; n++) c[n] = (c[n] as number) + POLE * (c[n - lanes] as number);
    const last = (count - 1) * lanes;
    for (let n = last; n < last + lanes; n++) c[n] = (c[n] as number) * (-POLE / (1 - POLE));
    for (let n = last - 1; n >= 0; n--) c[n] = POLE * ((c[n + lanes] as number) - (c[n] as number));
  }
}

/** Lines of an array: the first sample of the first, the way from a sample to the next of its line, and from a line to the next. */
export interface Lines {
  readonly data: Float32Array | Float64Array;
  readonly at: number;
  readonly step: number;
  readonly lane: number;
}
