import { type Components, type ComponentsChoice, componentsOf } from '#model/components.ts';
import { type Evidence, judge } from '#model/existence.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { logit, sigmoid } from '#model/understand.ts';
import { determinant } from '#volume/affine.ts';
import { keepLargestComponent } from '#volume/components.ts';
import { ontoGrid } from '#volume/onto-grid.ts';
import type { Grid, Mask } from '#volume/types.ts';
import type { EncodedVolume } from './encoded-volume.ts';

/** What a prompt came to. */
export type Outcome =
  | {
      readonly kind: 'found';
      readonly existence: number;
      readonly evidence: Evidence;
      readonly components: Components;
      readonly mask: Mask;
    }
  | { readonly kind: 'not-found'; readonly existence: number; readonly evidence: Evidence };

interface MaskJob {
  readonly structure: StructureId | undefined;
  /** The decoder's, 0..1. */
  readonly rawExistence: number;
  /** Blended, on the model grid. */
  readonly logits: Float32Array;
  readonly output: ModelManifest['output'];
  readonly choice: ComponentsChoice;
}

/** The mask on the scan's own grid, if the structure is there at all: probable enough, with a mask that bears it out. */
export function toOutcome(
  { volumeId, grid, prepared }: EncodedVolume,
  { structure, rawExistence, logits, output, choice }: MaskJob,
): Outcome {
  const components = componentsOf(output, structure, choice);
  const data = ontoGrid(logits, prepared.grid, grid, logit(output.maskThreshold));
  if (components === 'largest') keepLargestComponent(data, grid.size);
  const evidence = { rawExistence, peakProbability: peak(logits), volumeMl: volumeMl(data, grid) };
  const { found, existence } = judge(evidence, structure, output);
  if (!found) return { kind: 'not-found', existence, evidence };
  return { kind: 'found', existence, evidence, components, mask: { volumeId, grid, data } };
}

function peak(logits: Float32Array): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of logits) if (value > highest) highest = value;
  return sigmoid(highest);
}

function volumeMl(mask: Uint8Array, { voxelToWorld }: Grid): number {
  let voxels = 0;
  for (const inside of mask) voxels += inside;
  return (voxels * Math.abs(determinant(voxelToWorld))) / 1000;
}
