import type { ModelManifest } from '#model/manifest.ts';
import { logit } from '#model/understand.ts';
import { keepLargestComponent } from '#volume/components.ts';
import { ontoGrid } from '#volume/onto-grid.ts';
import type { Mask } from '#volume/types.ts';
import type { EncodedVolume } from './encoded-volume.ts';

/** What a prompt came to. */
export type Outcome =
  | { readonly kind: 'found'; readonly existence: number; readonly mask: Mask }
  | { readonly kind: 'not-found'; readonly existence: number };

/** The mask on the scan's own grid, if the structure is there at all: probable enough, and not without a voxel. */
export function toOutcome(
  { volumeId, grid, prepared }: EncodedVolume,
  existence: number,
  logits: Float32Array,
  { maskThreshold, existenceThreshold, components }: ModelManifest['output'],
): Outcome {
  if (existence < existenceThreshold) return { kind: 'not-found', existence };
  const data = ontoGrid(logits, prepared.grid, grid, logit(maskThreshold));
  if (components === 'largest') keepLargestComponent(data, grid.size);
  if (!data.includes(1)) return { kind: 'not-found', existence };
  return { kind: 'found', existence, mask: { volumeId, grid, data } };
}
