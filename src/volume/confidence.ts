import { determinant } from './affine.ts';
import { boxSize } from './boxes.ts';
import { levelOf } from './probability-bytes.ts';
import { eachRun, type Runs } from './runs.ts';
import type { Confidence, Mask } from './types.ts';

/** Probabilities beyond which a voxel is hardly in question, either way. */
const FIRM = 0.8;
const LOOSE = 0.2;

/**
 * How far the probabilities of a mask's box, before anything is cleared in it, bear out those of its `runs` for which
 * `isKept` holds. Undefined where none does. Expected Dice: twice the probability inside, by the voxels inside and all
 * probability there is, which is the ratio of what is to be expected of its numerator and denominator.
 */
export function confidenceOf(
  { grid, box, data, level }: Mask,
  runs: Runs,
  isKept: (run: number) => boolean,
): Confidence | undefined {
  const [ni, nj] = boxSize(box);
  const [firm, loose] = [levelOf(FIRM), levelOf(LOOSE)];
  let [voxels, sum, firmVoxels] = [0, 0, 0];
  eachRun(runs, (j, k, from, to, run) => {
    if (!isKept(run)) return;
    const row = (k * nj + j) * ni;
    for (let n = row + from; n < row + to; n++) {
      const byte = data[n] as number;
      sum += byte;
      if (byte >= firm) firmVoxels += 1;
    }
    voxels += to - from;
  });
  if (voxels === 0) return undefined;
  let [all, around] = [0, 0];
  for (let n = 0; n < data.length; n++) {
    const byte = data[n] as number;
    all += byte;
    if (byte < level && byte >= loose) around += 1;
  }
  const voxelMl = Math.abs(determinant(grid.voxelToWorld)) / 1000;
  return {
    meanProbability: sum / voxels / 255,
    expectedDice: (2 * sum) / (255 * voxels + all),
    firmMl: firmVoxels * voxelMl,
    looseMl: (voxels + around) * voxelMl,
  };
}
