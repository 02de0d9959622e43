import type { ModelManifest, Refine } from './manifest.ts';
import { MOST_WINDOW_VOXELS } from './manifest-limits.ts';

interface Contradiction {
  readonly field: string;
  readonly reason: string;
}

/** The first thing about a second look that does not agree with the rest of the manifest; undefined where all does. */
export function inRefine({ refine, input, structures }: ModelManifest): Contradiction | undefined {
  if (!refine) return undefined;
  if (input.tiling.kind !== 'window-3d') return { field: 'refine', reason: 'is for windows only' };
  if (input.spacing?.kind !== 'fixed')
    return { field: 'refine', reason: "is for a spacing of kind 'fixed' only" };
  const { mm } = input.spacing;
  const coarse = refine.spacing.findIndex((each, axis) => each > (mm[axis] ?? 0));
  if (coarse >= 0) return { field: `refine.spacing.${coarse}`, reason: 'is coarser than input.spacing' };
  const known = new Set<string>(structures.map(({ id }) => id));
  const stranger = refine.structures.findIndex((id) => !known.has(id));
  if (stranger >= 0) return { field: `refine.structures.${stranger}`, reason: 'is no structure of the pack' };
  return inWindows(refine);
}

function inWindows({ tiling: { size, multipleOf } }: Refine): Contradiction | undefined {
  if (size[0] * size[1] * size[2] > MOST_WINDOW_VOXELS)
    return { field: 'refine.tiling.size', reason: `is more than ${MOST_WINDOW_VOXELS} voxels` };
  const uneven = size.findIndex((n, axis) => n % (multipleOf[axis] ?? 1) !== 0);
  return uneven < 0
    ? undefined
    : { field: `refine.tiling.size.${uneven}`, reason: 'is not a multiple of multipleOf' };
}
