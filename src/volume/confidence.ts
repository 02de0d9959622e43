import { determinant } from './affine.ts';
import { boxSize } from './boxes.ts';
import { levelOf } from './probability-bytes.ts';
import { CERTAIN, eachRun, type Runs, wordsOf } from './runs.ts';
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
  for (const [byte, count] of byteCounts(data).entries()) {
    all += byte * count;
    if (byte < level && byte >= loose) around += count;
  }
  const voxelMl = Math.abs(determinant(grid.voxelToWorld)) / 1000;
  return {
    meanProbability: sum / voxels / 255,
    expectedDice: (2 * sum) / (255 * voxels + all),
    firmMl: firmVoxels * voxelMl,
    looseMl: (voxels + around) * voxelMl,
  };
}

/** How often each byte but 0 is in `data`. */
function byteCounts(data: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  const words = wordsOf(data);
  for (let n = 0; n < words.length; n++) {
    // Most of a box is 0, and most of what is not is 255: four bytes at a time.
    if (words[n] === 0) continue;
    if (words[n] === CERTAIN) {
      (counts[255] as number) += 4;
      continue;
    }
    for (let at = 4 * n; at < 4 * n + 4; at++) (counts[data[at] as number] as number) += 1;
  }
  for (let at = 4 * words.length; at < data.length; at++) (counts[data[at] as number] as number) += 1;
  counts[0] = 0;
  return counts;
}
