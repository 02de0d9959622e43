import { type Components, type ComponentsChoice, componentsOf } from '#model/components.ts';
import { type AbsenceReason, type Evidence, judge } from '#model/existence.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { logit, sigmoid } from '#model/probability.ts';
import type { StructureId } from '#model/prompt.ts';
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
  | {
      readonly kind: 'not-found';
      readonly existence: number;
      readonly evidence: Evidence;
      readonly reason: AbsenceReason;
    };

/** What a mask is judged by. */
interface Judging {
  readonly structure: StructureId | undefined;
  /** The decoder's, 0..1. */
  readonly rawExistence: number;
  readonly output: ModelManifest['output'];
  readonly choice: ComponentsChoice;
}

/** The mask on the scan's own grid of blended logits, on the model grid, if the structure is there at all. */
export function toOutcome(
  { volumeId, grid, prepared }: EncodedVolume,
  { logits, ...judging }: Judging & { readonly logits: Float32Array },
): Outcome {
  const data = ontoGrid(logits, prepared.grid, grid, logit(judging.output.maskThreshold));
  return judged({ volumeId, grid, data }, peak(logits), judging);
}

/** `mask`, cleared of the pieces not to be kept, if it is probable enough and bears that out. */
export function judged(
  mask: Mask,
  peakProbability: number,
  { structure, rawExistence, output, choice }: Judging,
): Outcome {
  const components = componentsOf(output, structure, choice);
  if (components === 'largest') keepLargestComponent(mask.data, mask.grid.size);
  const evidence = { rawExistence, peakProbability, volumeMl: volumeMl(mask.data, mask.grid) };
  const { existence, absence } = judge(evidence, structure, output);
  if (absence) return { kind: 'not-found', existence, evidence, reason: absence };
  return { kind: 'found', existence, evidence, components, mask };
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
