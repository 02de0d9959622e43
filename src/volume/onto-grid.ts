import { compose, invert, isAxisAligned, toWorld, worldToVoxel } from './affine.ts';
import { emptyMask } from './mask.ts';
import { sampleAligned } from './onto-grid-aligned.ts';
import { sampleTurned } from './onto-grid-turned.ts';
import { levelOf } from './probability-bytes.ts';
import { boxAbove, type Samples } from './samples.ts';
import type { Affine, Grid, Mask, Vec3, VoxelBox } from './types.ts';

/** What the two ways of sampling are given. */
export interface OntoGridJob {
  readonly samples: Samples;
  /** Samples above the threshold, and those beside them: what may be drawn on. */
  readonly hot: VoxelBox;
  readonly source: Grid;
  /** Voxels of the source to samples of the model grid. */
  readonly toModel: Affine;
  /** Voxels of the source to be answered. */
  readonly box: VoxelBox;
  /** A logit. */
  readonly threshold: number;
  readonly level: number;
}

export interface OntoGridOptions {
  /** Gives the same voxels, slowly: for tests. */
  readonly forceTurned?: boolean;
}

/**
 * The mask on `source` of logits, sampled trilinearly at the centre of each of its voxels: inside where they exceed
 * `threshold`, a logit; beyond the outermost samples of the model grid the nearest holds (docs/geometry.md, 6). Only voxels
 * near samples above the threshold are visited. Twin: `logits_onto_grid` in training/mini/geometry.py, fixture geometry.json.
 */
export function ontoGrid(
  samples: Samples,
  source: Grid,
  threshold: number,
  { forceTurned = false }: OntoGridOptions = {},
): Mask {
  const level = levelOf(1 / (1 + Math.exp(-threshold)));
  const hot = boxAbove(samples, threshold);
  if (!hot) return emptyMask(source, level);
  const toModel = compose(worldToVoxel(samples.grid), source.voxelToWorld);
  const box = reach(hot, samples.grid.size, toModel, source.size);
  const job = { samples, hot, source, toModel, box, threshold, level };
  const data = isAxisAligned(toModel) && !forceTurned ? sampleAligned(job) : sampleTurned(job);
  return { grid: source, box, data, level };
}

/** The box of stored voxels whose samples can draw on `hot`: those within one sample of it, or beyond an edge it touches. */
function reach(hot: VoxelBox, model: Vec3, toModel: Affine, source: Vec3): VoxelBox {
  const toSource = invert(toModel);
  if (!toSource) return { from: [0, 0, 0], to: source };
  const far = 2 * Math.max(...source) * Math.max(...toModel.map(Math.abs), 1) + Math.max(...model);
  const ends = ([0, 1, 2] as const).map((axis) => [
    hot.from[axis] === 0 ? -far : hot.from[axis] - 1,
    hot.to[axis] === model[axis] ? far : hot.to[axis],
  ]);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => {
    const end = (axis: 0 | 1 | 2) => ends[axis]?.[(corner >> axis) & 1] ?? 0;
    return toWorld(toSource, [end(0), end(1), end(2)]);
  });
  const limit = (axis: 0 | 1 | 2, value: number) => Math.max(0, Math.min(source[axis], value));
  const low = (axis: 0 | 1 | 2) => limit(axis, Math.floor(Math.min(...corners.map((c) => c[axis]))));
  const high = (axis: 0 | 1 | 2) => limit(axis, Math.ceil(Math.max(...corners.map((c) => c[axis]))) + 1);
  return { from: [low(0), low(1), low(2)], to: [high(0), high(1), high(2)] };
}
