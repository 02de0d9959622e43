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
  { box, logits, rowHighest, highest }: Blended,
  grid: Grid,
): Sighting {
  const inside = new Uint8Array(logits.length);
  let [all, within, count] = [0, 0, 0];
  const [width] = boxSize(box);
  for (let row = 0; row < rowHighest.length; row++) {
    if ((rowHighest[row] as number) < LEAST_SEEN) continue;
    for (let n = row * width; n < (row + 1) * width; n++) {
      const logit = logits[n] as number;
      if (logit < LEAST_SEEN) continue;
      const probability = sigmoid(logit);
      all += probability;
      if (logit <= 0) continue;
      inside[n] = 1;
      within += probability;
      count += 1;
    }
  }
  const runs = runsOf(inside, boxSize(box), 1);
  const pieces = connectedComponents(runs);
  const largest = largestComponent(pieces);
  const sums = new Moments();
  eachRun(runs, (j, k, from, to, run) => {
    if (pieces.of[run] !== largest) return;
    for (let i = from; i < to; i++) sums.add([i, j, k]);
  });
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

  add(place: Vec3): void {
    this.count += 1;
    this.slices.from = Math.min(this.slices.from, place[2]);
    this.slices.to = Math.max(this.slices.to, place[2]);
    for (const axis of [0, 1, 2] as const) {
      this.#sum[axis] += place[axis];
      this.#squares[axis] += place[axis] ** 2;
    }
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
