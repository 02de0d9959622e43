import type { ModelManifest } from './manifest.ts';
import { type PackWork, packWork } from './passport/pack-work.ts';

type Modality = NonNullable<ModelManifest['scores'][number]['modality']>;

/** What a pack says of itself without being loaded: for people, and for choosing who answers. */
export interface PackDescription
  extends Pick<
    ModelManifest,
    | 'id'
    | 'name'
    | 'version'
    | 'precision'
    | 'description'
    | 'license'
    | 'provenance'
    | 'scores'
    | 'requirements'
    | 'structures'
    | 'groups'
    | 'targets'
  > {
  /** Kinds of scan that it was made for; any if empty. */
  readonly modalities: readonly Modality[];
  /** It answers any text, whether it has a name for it or not. */
  readonly takesAnyText: boolean;
  /** For saying how long a scan takes. */
  readonly work?: PackWork;
}

/** As much of it as decides who answers. */
export type PackNames = Pick<
  PackDescription,
  | 'id'
  | 'name'
  | 'version'
  | 'scores'
  | 'structures'
  | 'groups'
  | 'modalities'
  | 'takesAnyText'
  | 'requirements'
> &
  Partial<Pick<PackDescription, 'targets' | 'work'>> &
  Partial<Pick<PackDescription, 'license'>>;

export function describePack(manifest: ModelManifest): PackDescription {
  const { id, name, version, precision, description, license, provenance, scores } = manifest;
  const { requirements, structures, groups, graphs, input, targets } = manifest;
  const { textEncoder } = graphs;
  return {
    ...{ id, name, version, precision, description, license, provenance, scores, requirements },
    ...{ structures, groups },
    ...(targets && { targets }),
    modalities: input.tiling.kind === 'nnunet' ? input.tiling.modalities : [],
    work: packWork(manifest),
    takesAnyText: textEncoder !== undefined && textEncoder.outputs['structureLogits'] === undefined,
  };
}
