import { determinant } from './affine.ts';
import { boxSize } from './boxes.ts';
import { clearComponents, connectedComponents, largestComponent } from './components.ts';
import { cropped, emptyMask } from './mask.ts';
import { type Beside, measureRuns } from './measure.ts';
import { runsOf } from './runs.ts';
import type { Mask, Outline } from './types.ts';

/**
 * `mask`, which is `threshold` applied to probabilities and may be changed in place, without the pieces that are not to be
 * kept, measured and in the smallest box. One walk over the box.
 */
export function outline(mask: Mask, threshold: number, keep: 'all' | 'largest', beside: Beside): Outline {
  const runs = runsOf(mask.data, boxSize(mask.box), mask.level);
  const components = connectedComponents(runs);
  const found = components.voxels.length;
  const largest = largestComponent(components);
  const isKept = (component: number) => keep === 'all' || component === largest;
  if (keep === 'largest' && found > 1) clearComponents(mask.data, runs, components, isKept);
  const measurement = measureRuns(runs, mask, beside, (run) => isKept(components.of[run] ?? 0));
  const all = components.voxels.reduce((sum, voxels) => sum + voxels, 0);
  const voxelMl = Math.abs(determinant(mask.grid.voxelToWorld)) / 1000;
  return {
    mask: measurement.box ? cropped(mask, measurement.box) : emptyMask(mask.grid, mask.level),
    threshold,
    measurement,
    pieces: {
      found,
      kept: keep === 'all' ? found : Math.min(1, found),
      leftOutMl: (all - measurement.voxels) * voxelMl,
    },
  };
}
