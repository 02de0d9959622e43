import type { Blended } from '#model/blend.ts';
import { sigmoid } from '#model/probability.ts';
import type { StructureId } from '#model/prompt.ts';
import { boxSize } from '#volume/boxes.ts';
import { connectedComponents, largestComponent } from '#volume/components.ts';
import { eachRun, runsOf } from '#volume/runs.ts';
import type { Grid, Vec3 } from '#volume/types.ts';

/** What a pack makes of one structure in a scan, looked at on the model grid alone: coarse, and cheap. */
export interface Sighting {
  readonly structure: StructureId;
  /** The decoder's own existence probability, 0..1: the largest over the tiles. */
  readonly rawExistence: number;
  /** The largest mask probability, 0..1. */
  readonly peakProbability: number;
  /** Of all that is above one half. */
  readonly volumeMl: number;
  /** What of that is in its largest piece, 0..1, of which the rest is told. */
  readonly keptShare: number;
  /** The Dice that the probabilities let expect of all that is above one half. */
  readonly expectedDice: number;
  /** mm RAS+ */
  readonly centroid: Vec3;
  /** Standard deviations along the patient's axes, mm. */
  readonly spreadMm: Vec3;
  /** It reaches the end of the grid that lies lowest, or highest, in the patient. */
  readonly isCut: boolean;
}

/** Below, a sigmoid adds nothing that could be seen. */
const LEAST_SEEN = -7;

/** What is to be seen of `structure` on a grid along the patient's axes; nothing inside where no probability is above one half. */
export function sightingOf(
  { structure, rawExistence }: Pick<Sighting, 'structure' | 'rawExistence'>,
  blended: Blended,
  grid: Grid,
): Sighting {
  const { box, highest } = blended;
  const { inside, all, within, count } = insideOf(blended);
  const sums = momentsOfLargest(inside);
  const [p, q, r] = spacingOf(grid);
  const place = sums.mean;
  const at = (axis: 0 | 1 | 2, mm: number) =>
    (grid.voxelToWorld[4 * axis + 3] as number) + mm * (place[axis] + box.from[axis]);
  const { from, to } = sums.slices;
  return {
    ...{ structure, rawExistence, peakProbability: sigmoid(highest) },
    volumeMl: (count * p * q * r) / 1000,
    keptShare: count > 0 ? sums.count / count : 0,
    expectedDice: count > 0 ? (2 * within) / (count + all) : 0,
    centroid: [at(0, p), at(1, q), at(2, r)],
    spreadMm: [p * sums.spread[0], q * sums.spread[1], r * sums.spread[2]],
    isCut: count > 0 && (from + box.from[2] <= 1 || to + box.from[2] >= grid.size[2] - 2),
  };
}

/** The smallest rectangle of a box's rows that all above one half is in, and 1 for each sample of them that is. */
interface Inside {
  readonly data: Uint8Array;
  readonly size: Vec3;
  readonly from: readonly [j: number, k: number];
}

/** What is above one half, how many samples that is, and the sums of their probabilities and of all. */
function insideOf({ box, logits, rowHighest }: Blended) {
  const [width, height] = boxSize(box);
  const { from, size } = rowsAbove(rowHighest, height, 0);
  const data = new Uint8Array(width * size[0] * size[1]);
  let [all, within, count] = [0, 0, 0];
  for (let row = 0; row < rowHighest.length; row++) {
    if ((rowHighest[row] as number) < LEAST_SEEN) continue;
    const [j, k] = [(row % height) - from[0], Math.floor(row / height) - from[1]];
    const kept = (k * size[0] + j) * width;
    for (let i = 0; i < width; i++) {
      const logit = logits[row * width + i] as number;
      if (logit < LEAST_SEEN) continue;
      const probability = sigmoid(logit);
      all += probability;
      if (logit <= 0) continue;
      data[kept + i] = 1;
      within += probability;
      count += 1;
    }
  }
  const inside: Inside = { data, size: [width, ...size], from };
  return { inside, all, within, count };
}

/** The smallest rectangle of rows, along j and k, that holds all whose largest logit is above `threshold`. */
function rowsAbove(rowHighest: Float32Array, height: number, threshold: number) {
  let [j0, j1, k0, k1] = [height, 0, rowHighest.length, 0];
  for (let row = 0; row < rowHighest.length; row++) {
    if (!((rowHighest[row] as number) > threshold)) continue;
    const j = row % height;
    const k = (row - j) / height;
    [j0, j1] = [Math.min(j0, j), Math.max(j1, j + 1)];
    [k0, k1] = [Math.min(k0, k), k + 1];
  }
  return { from: [j0, k0] as const, size: [Math.max(0, j1 - j0), Math.max(0, k1 - k0)] as const };
}

function momentsOfLargest({ data, size, from: [j0, k0] }: Inside): Moments {
  const runs = runsOf(data, size, 1);
  const pieces = connectedComponents(runs);
  const largest = largestComponent(pieces);
  const sums = new Moments();
  eachRun(runs, (j, k, from, to, run) => {
    if (pieces.of[run] === largest) sums.add(from, to, j + j0, k + k0);
  });
  return sums;
}

/** Of a grid along the patient's axes. */
function spacingOf({ voxelToWorld }: Grid): Vec3 {
  return [voxelToWorld[0], voxelToWorld[5], voxelToWorld[10]];
}

/** First and second moments of places. */
class Moments {
  count = 0;
  readonly slices = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
  readonly #sum: [number, number, number] = [0, 0, 0];
  readonly #squares: [number, number, number] = [0, 0, 0];

  /** Those of a row, `from` up to `to` along i. All sums are of whole numbers, and exact. */
  add(from: number, to: number, j: number, k: number): void {
    const length = to - from;
    this.count += length;
    this.slices.from = Math.min(this.slices.from, k);
    this.slices.to = Math.max(this.slices.to, k);
    this.#sum[0] += sumBelow(to) - sumBelow(from);
    this.#sum[1] += length * j;
    this.#sum[2] += length * k;
    this.#squares[0] += squaresBelow(to) - squaresBelow(from);
    this.#squares[1] += length * j * j;
    this.#squares[2] += length * k * k;
  }

  #mean(axis: 0 | 1 | 2): number {
    return this.count > 0 ? this.#sum[axis] / this.count : 0;
  }

  #sd(axis: 0 | 1 | 2): number {
    if (this.count === 0) return 0;
    return Math.sqrt(Math.max(0, this.#squares[axis] / this.count - this.#mean(axis) ** 2));
  }

  get mean(): Vec3 {
    return [this.#mean(0), this.#mean(1), this.#mean(2)];
  }

  get spread(): Vec3 {
    return [this.#sd(0), this.#sd(1), this.#sd(2)];
  }
}

/** 0 + 1 + … up to n − 1. */
const sumBelow = (n: number) => (n * (n - 1)) / 2;

/** The same of the squares. */
const squaresBelow = (n: number) => ((n - 1) * n * (2 * n - 1)) / 6;
