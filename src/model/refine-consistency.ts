import type { ModelManifest, Refine } from './manifest.ts';
import { MOST_WINDOW_VOXELS } from './manifest-limits.ts';
import { kindOf } from './tilings.ts';

interface Contradiction {
  readonly field: string;
  readonly reason: string;
}

/** The first thing about second looks that does not agree with the rest of the manifest; undefined where all does. */
export function inRefine({ refine, input, structures }: ModelManifest): Contradiction | undefined {
  if (!refine) return undefined;
  if (!kindOf(input.tiling).hasModelGrid) return { field: 'refine', reason: 'is for windows only' };
  if (input.spacing?.kind !== 'fixed')
    return { field: 'refine', reason: "is for a spacing of kind 'fixed' only" };
  const { mm } = input.spacing;
  const known = new Set<string>(structures.map(({ id }) => id));
  for (const [n, look] of refine.entries()) {
    const found = inSpacing(look, mm) ?? inStructures(look, known, refine.slice(0, n)) ?? inWindows(look);
    if (found) return { ...found, field: `refine.${n}.${found.field}` };
  }
  return undefined;
}

function inSpacing({ spacing }: Refine, mm: readonly number[]): Contradiction | undefined {
  const coarse = spacing.findIndex((each, axis) => each > (mm[axis] ?? 0));
  return coarse < 0 ? undefined : { field: `spacing.${coarse}`, reason: 'is coarser than input.spacing' };
}

function inStructures(
  { structures, modalities }: Refine,
  known: ReadonlySet<string>,
  before: readonly Refine[],
): Contradiction | undefined {
  const stranger = structures.findIndex((id) => !known.has(id));
  if (stranger >= 0) return { field: `structures.${stranger}`, reason: 'is no structure of the pack' };
  const rivals = before.filter((other) => other.modalities.some((each) => modalities.includes(each)));
  const twice = structures.findIndex((id) => rivals.some((other) => other.structures.includes(id)));
  return twice < 0 ? undefined : { field: `structures.${twice}`, reason: 'is looked at again already' };
}

function inWindows({ tiling: { size, multipleOf } }: Refine): Contradiction | undefined {
  if (size[0] * size[1] * size[2] > MOST_WINDOW_VOXELS)
    return { field: 'tiling.size', reason: `is more than ${MOST_WINDOW_VOXELS} voxels` };
  const uneven = size.findIndex((n, axis) => n % (multipleOf[axis] ?? 1) !== 0);
  return uneven < 0
    ? undefined
    : { field: `tiling.size.${uneven}`, reason: 'is not a multiple of multipleOf' };
}
