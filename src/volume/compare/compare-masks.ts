import { determinant } from '#volume/affine.ts';
import { boxSize } from '#volume/boxes.ts';
import { commonVoxels } from '#volume/mask.ts';
import { eachRun, runsOf } from '#volume/runs.ts';
import type { Mask } from '#volume/types.ts';
import { NearestPoint } from './nearest-point.ts';
import { surfaceVoxels } from './surface-voxels.ts';

/** How two masks of one grid differ. What has no value, for a mask is empty, is undefined. docs/comparison.md has the definitions. */
export interface PairFigures {
  readonly referenceMl: number;
  readonly otherMl: number;
  /** 0..1. */
  readonly dice: number | undefined;
  readonly jaccard: number | undefined;
  /** The other's less the reference's. */
  readonly differenceMl: number;
  /** Of the reference's volume. */
  readonly differencePercent: number | undefined;
  /** Average symmetric surface distance, 95th percentile of the Hausdorff distance, and the distance itself. */
  readonly assdMm: number | undefined;
  readonly hd95Mm: number | undefined;
  readonly hausdorffMm: number | undefined;
}

/**
 * `other` against `reference`. Distances are those between the voxels on the two surfaces, exact on every grid, oblique and sheared ones too: the
 * nearest of them is looked for in space.
 */
export function compareMasks(reference: Mask, other: Mask): PairFigures {
  const voxelMl = Math.abs(determinant(reference.grid.voxelToWorld)) / 1000;
  const [a, b] = [voxelsOf(reference), voxelsOf(other)];
  const common = commonVoxels(reference, other);
  const [referenceMl, otherMl] = [a * voxelMl, b * voxelMl];
  const differenceMl = otherMl - referenceMl;
  return {
    ...{ referenceMl, otherMl, differenceMl },
    dice: a + b > 0 ? (2 * common) / (a + b) : undefined,
    jaccard: a + b > 0 ? common / (a + b - common) : undefined,
    differencePercent: a > 0 ? (100 * (b - a)) / a : undefined,
    ...(a > 0 && b > 0
      ? surfaceDistances(surfaceVoxels(reference), surfaceVoxels(other))
      : { assdMm: undefined, hd95Mm: undefined, hausdorffMm: undefined }),
  };
}

type Distances = Pick<PairFigures, 'assdMm' | 'hd95Mm' | 'hausdorffMm'>;

function surfaceDistances(one: Float64Array, other: Float64Array): Distances {
  const [there, back] = [directed(one, other), directed(other, one)];
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const last = (values: Float64Array) => values[values.length - 1] ?? 0;
  return {
    assdMm: (sum(there) + sum(back)) / (there.length + back.length),
    hd95Mm: Math.max(percentile(there, 0.95), percentile(back, 0.95)),
    hausdorffMm: Math.max(last(there), last(back)),
  };
}

/** The distance of each point of `from` to the nearest of `to`, the smallest first. */
function directed(from: Float64Array, to: Float64Array): Float64Array {
  const nearest = new NearestPoint(to);
  const distances = new Float64Array(from.length / 3);
  for (let n = 0; n < distances.length; n++) {
    distances[n] = nearest.distance(
      from[3 * n] as number,
      from[3 * n + 1] as number,
      from[3 * n + 2] as number,
    );
  }
  return distances.sort();
}

/** Between two values in proportion, as numpy's `linear`. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}

function voxelsOf({ data, box, level }: Mask): number {
  let voxels = 0;
  eachRun(runsOf(data, boxSize(box), level), (_j, _k, from, to) => {
    voxels += to - from;
  });
  return voxels;
}
