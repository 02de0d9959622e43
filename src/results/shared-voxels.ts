import type { Mask } from '#volume/types.ts';
import { countedVoxels } from './counted-voxels.ts';
import { type Finding, type FindingId, foundObjects, type SharedVoxels } from './finding.ts';

/** Of each object that has a mask, what it shares with others. */
export type Shared = ReadonlyMap<FindingId, readonly SharedVoxels[]>;

/** Which objects share voxels, counted in the common box of their masks. */
export function sharedAmong(
  findings: readonly Finding[],
  maskOf: (id: FindingId) => Mask | undefined,
): Shared {
  const objects = foundObjects(findings).flatMap(({ id }) => {
    const mask = maskOf(id);
    return mask ? [{ id, mask }] : [];
  });
  return new Map(
    objects.map(({ id, mask }) => {
      const others = objects.filter((other) => other.id !== id);
      const shared = others.map((other) => ({ with: other.id, voxels: countedVoxels(mask, other.mask) }));
      return [id, shared.filter(({ voxels }) => voxels > 0)];
    }),
  );
}

/** The findings with what they share. */
export function withShared(findings: readonly Finding[], shared: Shared): readonly Finding[] {
  return findings.map((finding) => {
    const own = shared.get(finding.id);
    if (finding.kind !== 'found' || !own || isSame(own, finding.shared)) return finding;
    return { ...finding, shared: own };
  });
}

function isSame(one: readonly SharedVoxels[], other: readonly SharedVoxels[]): boolean {
  const isEqual = (each: SharedVoxels, n: number) =>
    each.with === other[n]?.with && each.voxels === other[n]?.voxels;
  return one.length === other.length && one.every(isEqual);
}
