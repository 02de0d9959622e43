import { determinant } from './affine.ts';
import { boxSize, intersection } from './boxes.ts';
import { type ConnectedComponents, clearComponents, connectedComponents } from './components.ts';
import { confidenceOf } from './confidence.ts';
import { cropped, emptyMask } from './mask.ts';
import { type Beside, measureRuns } from './measure.ts';
import { type InPlace, pieceInPlace } from './piece-in-place.ts';
import { listPieces, pieceNumbers } from './pieces.ts';
import { eachRun, type Runs, runsOf } from './runs.ts';
import type { Mask, Outline } from './types.ts';

/**
 * Which pieces stay: all, the largest, the one in its place, those of these numbers, or those that share a voxel with a mask of the same
 * grid.
 */
export type Kept = Pieces | InPlace;
type Pieces = 'all' | 'largest' | readonly number[] | Mask;

/**
 * `mask`, which is `threshold` applied to probabilities and may be changed in place, without the pieces that are not to be
 * kept, measured and in the smallest box. A few walks over the box.
 */
export function outline(mask: Mask, threshold: number, keep: Kept, beside: Beside): Outline {
  const runs = runsOf(mask.data, boxSize(mask.box), mask.level);
  const components = connectedComponents(runs);
  const numbers = pieceNumbers(components);
  const taken = { mask, runs, components, numbers };
  const listed = listPieces({ ...taken, scan: beside.scan });
  const isCut = () => isCutOff(taken, beside);
  const isKept = keptOf(isInPlace(keep) ? [pieceInPlace(listed, keep, isCut)] : keep, taken);
  const isKeptRun = (run: number) => isKept(components.of[run] ?? 0);
  const keptNumbers = new Set(numbers.filter((_, component) => isKept(component)));
  const list = listed.map((piece) => ({ ...piece, isKept: keptNumbers.has(piece.number) }));
  const confidence = confidenceOf(mask, runs, isKeptRun);
  const found = components.voxels.length;
  const kept = components.voxels.filter((_, component) => isKept(component)).length;
  if (kept < found) clearComponents(mask.data, runs, components, isKept);
  const measurement = measureRuns(runs, mask, beside, isKeptRun);
  const all = components.voxels.reduce((sum, voxels) => sum + voxels, 0);
  const voxelMl = Math.abs(determinant(mask.grid.voxelToWorld)) / 1000;
  return {
    mask: measurement.box ? cropped(mask, measurement.box) : emptyMask(mask.grid, mask.level),
    threshold,
    measurement,
    pieces: { found, kept, leftOutMl: (all - measurement.voxels) * voxelMl, list },
    confidence,
  };
}

/** `mask`, which is changed in place, with the pieces of these numbers alone. */
export function withPieces(mask: Mask, pieces: readonly number[]): Mask {
  const runs = runsOf(mask.data, boxSize(mask.box), mask.level);
  const components = connectedComponents(runs);
  const numbers = pieceNumbers(components);
  clearComponents(mask.data, runs, components, keptOf(pieces, { mask, runs, components, numbers }));
  return mask;
}

interface Taken {
  readonly mask: Mask;
  readonly runs: Runs;
  readonly components: ConnectedComponents;
  readonly numbers: Int32Array;
}

const isInPlace = (keep: Kept): keep is InPlace => typeof keep === 'object' && 'place' in keep;

/** Whether the largest piece ends where the scan does. */
function isCutOff({ mask, runs, components, numbers }: Taken, { view }: Beside): boolean {
  const isLargest = (run: number) => numbers[components.of[run] ?? 0] === 1;
  return measureRuns(runs, mask, { view }, isLargest).cutBy.length > 0;
}

function keptOf(keep: Pieces, taken: Taken): (component: number) => boolean {
  if (keep === 'all') return () => true;
  if (typeof keep === 'object' && 'box' in keep) {
    const touched = touching(keep, taken);
    return (component) => touched.has(component);
  }
  const wanted = new Set(keep === 'largest' ? [1] : keep);
  return (component) => wanted.has(taken.numbers[component] ?? 0);
}

/** The components that share a voxel with `other`. */
function touching(other: Mask, { mask, runs, components }: Taken): ReadonlySet<number> {
  const touched = new Set<number>();
  const { from, to } = intersection(mask.box, other.box);
  const [oi, oj] = boxSize(other.box);
  eachRun(runs, (boxJ, boxK, boxFrom, boxTo, run) => {
    const component = components.of[run] ?? 0;
    const [j, k] = [boxJ + mask.box.from[1], boxK + mask.box.from[2]];
    if (touched.has(component) || j < from[1] || j >= to[1] || k < from[2] || k >= to[2]) return;
    const row = ((k - other.box.from[2]) * oj + j - other.box.from[1]) * oi - other.box.from[0];
    const first = Math.max(boxFrom + mask.box.from[0], from[0]);
    const past = Math.min(boxTo + mask.box.from[0], to[0]);
    for (let i = first; i < past; i++) {
      if ((other.data[row + i] as number) < other.level) continue;
      touched.add(component);
      return;
    }
  });
  return touched;
}
