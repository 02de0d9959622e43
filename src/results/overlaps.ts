import type { Mask } from '#volume/types.ts';
import { countedVoxels } from './counted-voxels.ts';
import type { FoundObject } from './finding.ts';

type Named = Pick<FoundObject, 'title' | 'labelId'>;

/** Voxels that two objects share: in a label map they are the later one's. */
export interface Overlap {
  readonly covered: Named;
  readonly by: Named;
  readonly voxels: number;
}

/**
 * Which objects a label map cannot show whole, because later ones cover them. Only the common box of two masks is read, so
 * objects that lie apart cost nothing.
 */
export function overlaps(objects: readonly (Named & { readonly mask: Mask })[]): readonly Overlap[] {
  return objects.flatMap((by, n) =>
    objects.slice(0, n).flatMap((covered) => {
      const voxels = countedVoxels(covered.mask, by.mask);
      return voxels === 0 ? [] : [{ covered, by, voxels }];
    }),
  );
}
