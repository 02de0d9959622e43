import type { ModelManifest } from './manifest.ts';
import type { StructureId } from './prompt.ts';

/** What is kept of a mask: every piece of it, or the largest connected one. */
export type Components = 'all' | 'largest';

/** What the user wants kept: what the pack declares for each structure, or the same of all whatever the pack says. */
export type ComponentsChoice = 'declared' | Components;

/** What is kept of the mask of `structure`; undefined stands for a text that names none of the pack's. */
export function componentsOf(
  { components }: ModelManifest['output'],
  structure: StructureId | undefined,
  choice: ComponentsChoice,
): Components {
  if (choice !== 'declared') return choice;
  if (components === undefined) return 'all';
  if (typeof components === 'string') return components;
  const own = structure === undefined ? undefined : components.structures?.[structure];
  return own ?? components.default;
}
