import type { FoundObject } from './finding.ts';

/**
 * The number of the piece that is kept in place of the largest, which lies where the structure is in nobody (`scene.reach`, docs/model-pack.md);
 * undefined of every other outline.
 */
export function keptInstead({
  components,
  pieces,
}: Pick<FoundObject, 'components' | 'pieces'>): number | undefined {
  if (components !== 'largest') return undefined;
  return pieces.list.find(({ isKept, number }) => isKept && number > 1)?.number;
}

/** What is kept of an outline, for words. */
export function keptAs(object: Pick<FoundObject, 'components' | 'pieces'>) {
  const { components } = object;
  if (typeof components !== 'string') return 'chosen';
  return keptInstead(object) === undefined ? components : 'inPlace';
}
