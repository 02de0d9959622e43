import type { ModelManifest } from './manifest.ts';
import { MOST_WINDOW_VOXELS } from './manifest-limits.ts';
import type { NnunetTiling } from './manifest-nnunet.ts';

interface Contradiction {
  readonly field: string;
  readonly reason: string;
}

/** What the fields of an nnU-Net pack must say of one another. */
export function inNnunet(manifest: ModelManifest, tiling: NnunetTiling): Contradiction | undefined {
  const { patchSize, normalization } = tiling;
  if (patchSize[0] * patchSize[1] * patchSize[2] > MOST_WINDOW_VOXELS)
    return { field: 'input.tiling.patchSize', reason: `is more than ${MOST_WINDOW_VOXELS} voxels` };
  if (normalization.kind === 'ct' && normalization.low >= normalization.high)
    return { field: 'input.tiling.normalization.high', reason: 'is not above low' };
  const { probabilities } = tiling.resampling;
  if (probabilities.kind === 'spline' && probabilities.order === 3) {
    const reason = 'must be 0 or 1: 3 would cut off each class at a range of its own';
    return { field: 'input.tiling.resampling.probabilities.order', reason };
  }
  if (manifest.output.maskThreshold !== 0.5) {
    const reason = 'must be 0.5: a voxel is of the structure whose logit is the largest';
    return { field: 'output.maskThreshold', reason };
  }
  return inFolds(manifest) ?? inLabels(manifest);
}

function inFolds({ graphs, text }: ModelManifest): Contradiction | undefined {
  const { folds = [] } = graphs;
  const rows = text.bank?.folds?.length ?? 0;
  if (rows !== folds.length)
    return { field: 'text.bank.folds', reason: `has ${rows} files for ${folds.length} folds` };
  for (const [field, graph] of [
    ['graphs.imageEncoder', graphs.imageEncoder] as const,
    ...folds.map((fold, n) => [`graphs.folds.${n}`, fold] as const),
  ]) {
    if (graph.inputs['image'] === undefined) return { field: `${field}.inputs.image`, reason: 'is missing' };
    if (graph.outputs['features'] === undefined)
      return { field: `${field}.outputs.features`, reason: 'is missing' };
  }
  return undefined;
}

/** Rows of the head are found by label. */
function inLabels({ structures }: ModelManifest): Contradiction | undefined {
  const stranger = structures.findIndex(({ labelId }) => labelId > structures.length);
  if (stranger < 0) return undefined;
  const reason = `is no row of the head: labels of nnU-Net are 1 to ${structures.length}`;
  return { field: `structures.${stranger}.labelId`, reason };
}
