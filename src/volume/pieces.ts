import { determinant, toWorld } from './affine.ts';
import type { ConnectedComponents } from './components.ts';
import { Extent, halfVoxel } from './extent.ts';
import type { Intensities } from './figures.ts';
import { eachRun, type Runs } from './runs.ts';
import type { Mask, Piece } from './types.ts';

/** Of a mask in many pieces, so many are told of. */
export const MOST_LISTED = 10;

/** Per component its number: 1 is the one with the most voxels, of equal ones the first in memory. */
export function pieceNumbers({ voxels }: ConnectedComponents): Int32Array {
  const order = voxels.map((_, component) => component);
  order.sort((a, b) => (voxels[b] ?? 0) - (voxels[a] ?? 0) || a - b);
  const numbers = new Int32Array(voxels.length);
  order.forEach((component, n) => {
    numbers[component] = n + 1;
  });
  return numbers;
}

interface PiecesOf {
  /** Before anything is cleared. */
  readonly mask: Mask;
  readonly runs: Runs;
  readonly components: ConnectedComponents;
  /** Per component. */
  readonly numbers: Int32Array;
  readonly scan: Intensities | undefined;
}

/** A piece before it is known which are kept. */
type Listed = Omit<Piece, 'isKept'>;

/** The largest pieces of a mask, from the largest on. One walk over their voxels. */
export function listPieces({ mask, runs, components, numbers, scan }: PiecesOf): readonly Listed[] {
  const sums = Array.from({ length: Math.min(MOST_LISTED, numbers.length) }, () => new PieceSum(mask, scan));
  eachRun(runs, (j, k, from, to, run) => {
    sums[(numbers[components.of[run] ?? 0] ?? 0) - 1]?.add(j, k, from, to);
  });
  return sums.map((sum, n) => ({ number: n + 1, ...sum.measured() }));
}

/** What is known of a piece while its runs go by. */
class PieceSum {
  readonly #mask: Mask;
  readonly #scan: Intensities | undefined;
  readonly #places: Extent;
  #voxels = 0;
  #at: [number, number, number] = [0, 0, 0];
  #bytes = 0;
  #peak = 0;
  /** Stored intensities, less the first of them, so that large offsets cost no digits. */
  #intensity = 0;
  #about: number | undefined;

  constructor(mask: Mask, scan: Intensities | undefined) {
    this.#mask = mask;
    this.#places = new Extent(mask.grid.voxelToWorld);
    this.#scan = scan;
  }

  /** A run of the mask's box, in the box's own voxels. */
  add(boxJ: number, boxK: number, boxFrom: number, boxTo: number): void {
    const { box, data, grid } = this.#mask;
    const count = boxTo - boxFrom;
    const row = (boxK * (box.to[1] - box.from[1]) + boxJ) * (box.to[0] - box.from[0]);
    let [bytes, peak] = [0, this.#peak];
    for (let n = row + boxFrom; n < row + boxTo; n++) {
      const byte = data[n] as number;
      bytes += byte;
      if (byte > peak) peak = byte;
    }
    this.#bytes += bytes;
    this.#peak = peak;
    const first = boxFrom + box.from[0];
    const j = boxJ + box.from[1];
    const k = boxK + box.from[2];
    if (this.#scan) {
      const stored = this.#scan.data;
      const start = (k * grid.size[1] + j) * grid.size[0] + first;
      const about = this.#about ?? (stored[start] as number);
      this.#about = about;
      let intensity = this.#intensity;
      for (let n = start; n < start + count; n++) intensity += (stored[n] as number) - about;
      this.#intensity = intensity;
    }
    this.#voxels += count;
    this.#at[0] += (first + (count - 1) / 2) * count;
    this.#at[1] += j * count;
    this.#at[2] += k * count;
    this.#places.include(first, j, k);
    this.#places.include(first + count - 1, j, k);
  }

  measured(): Omit<Listed, 'number'> {
    const { grid } = this.#mask;
    const [voxels, [i, j, k]] = [this.#voxels, this.#at];
    return {
      voxels,
      volumeMl: (voxels * Math.abs(determinant(grid.voxelToWorld))) / 1000,
      centroid: toWorld(grid.voxelToWorld, [i / voxels, j / voxels, k / voxels]),
      boxMm: this.#places.grown(...halfVoxel(grid)),
      peakProbability: this.#peak / 255,
      meanProbability: this.#bytes / voxels / 255,
      meanIntensity: this.#meanIntensity(),
    };
  }

  #meanIntensity(): number | undefined {
    if (!this.#scan || this.#about === undefined) return undefined;
    return (this.#about + this.#intensity / this.#voxels) * this.#scan.slope + this.#scan.intercept;
  }
}
