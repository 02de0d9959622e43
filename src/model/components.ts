import type { Keep } from '#volume/types.ts';
import type { ModelManifest } from './manifest.ts';
import type { StructureId } from './prompt.ts';

/** What the user wants kept of every mask: what the pack declares for each structure, or the same whatever the pack says. */
export type ComponentsChoice = 'declared' | 'all' | 'largest';

/** What the user wants kept of one mask. */
export type KeepChoice = 'declared' | Keep;

/** What is kept of the mask of `structure`; undefined stands for a text that names none of the pack's. */
export function componentsOf(
  { components }: ModelManifest['output'],
  structure: StructureId | undefined,
  choice: KeepChoice,
): Keep {
  if (choice !== 'declared') return choice;
  if (components === undefined) return 'all';
  if (typeof components === 'string') return components;
  const own = structure === undefined ? undefined : components.structures?.[structure];
  return own ?? components.default;
}
