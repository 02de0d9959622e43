import type { Modality } from '#volume/types.ts';
import type { ModelManifest } from './manifest.ts';
import type { StructureId } from './prompt.ts';

/**
 * The pack states how well it does on `structure` in scans of `modality`. Without such a figure nobody has compared its
 * answers with the truth there; so too for a text that names no structure, for a figure without a modality, and for one
 * that the model's authors published: they measured another program.
 */
export function isTested(
  scores: ModelManifest['scores'],
  structure: StructureId | undefined,
  modality: Modality,
): boolean {
  return scores.some(
    (score) => score.structure === structure && score.modality === modality && score.published !== true,
  );
}
