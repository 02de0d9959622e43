import type { ModelManifest, Refine, Requirements } from '#model/manifest.ts';
import { product } from '#model/nnunet/axes.ts';
import type { Tiling } from '#model/tilings.ts';
import type { Modality, Vec3 } from '#volume/types.ts';
import type { Pace } from './predict.ts';

/** What a pack says of the work that a scan is for it: enough to count it without the pack's files. */
export interface PackWork {
  /** GFLOP, by the manifest: to encode the largest window, and to decode it for one prompt; absent where it does not say. See `workOn`. */
  readonly compute?: NonNullable<ModelManifest['compute']>;
  readonly tiling: Tiling;
  /** Of the model grid, mm along x, y, z; undefined where the scan's own voxels are the grid. */
  readonly spacingMm: Vec3 | undefined;
  /** Networks that each look at every window. */
  readonly networks: number;
  readonly structures: number;
  /** Every scan is first asked for all structures, to tell whether the pack knows such scans. */
  readonly looksAround: boolean;
  /** Second looks at some structures, where the pack takes any; docs/model-pack.md, A second look. */
  readonly again?: readonly SecondLookWork[];
  /** On WebAssembly, one core, by the manifest. */
  readonly secondsPerSlice?: NonNullable<Requirements['secondsPerSlice']>;
  /** All of its files. */
  readonly bytes: number;
}

export interface SecondLookWork {
  /** Ids of those that are looked at again. */
  readonly structures: readonly string[];
  /** Kinds of scans in which they are. */
  readonly modalities: readonly Modality[];
  /** GFLOP of one of its windows, where all of its structures are looked at in it; absent where the manifest does not say. */
  readonly gflop?: number;
}

export function packWork(manifest: ModelManifest): PackWork {
  const { compute, input, graphs, structures, scene, refine, requirements, files } = manifest;
  const { spacing } = input;
  const secondsPerSlice = requirements?.secondsPerSlice;
  return {
    ...(compute && { compute }),
    tiling: input.tiling,
    spacingMm: spacing?.kind === 'fixed' ? spacing.mm : undefined,
    networks: 1 + (graphs.folds?.length ?? 0),
    structures: structures.length,
    looksAround: scene !== undefined,
    ...(refine && { again: refine.map((each) => secondLook(each, input.tiling, compute)) }),
    ...(secondsPerSlice !== undefined && { secondsPerSlice }),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** What the pack computes on a device of a kind: a processor may run a graph with fewer products, which a GPU does not. */
export function workOn(work: PackWork, backend: Pace['backend']): PackWork {
  const { compute, again } = work;
  if (backend === 'webgpu' || compute?.processorGflop === undefined) return work;
  const { processorGflop, promptGflop, windowGflop } = compute;
  const onProcessor = ({ structures, gflop, ...rest }: SecondLookWork) => {
    const decoding = structures.length * promptGflop;
    const share = (gflop ?? 0) / (windowGflop + decoding);
    return {
      ...rest,
      structures,
      ...(gflop !== undefined && { gflop: share * (processorGflop + decoding) }),
    };
  };
  return {
    ...work,
    compute: { windowGflop: processorGflop, promptGflop },
    ...(again && { again: again.map(onProcessor) }),
  };
}

/** GFLOP of the windows of second looks that were run for answers about structures. */
export function gflopAgain(
  { again = [] }: Pick<PackWork, 'again'>,
  answers: readonly { readonly structure?: string | undefined; readonly lookedAgain?: number }[],
): number {
  return answers.reduce((sum, { structure, lookedAgain = 0 }) => {
    const look = again.find(({ structures }) => structure !== undefined && structures.includes(structure));
    return sum + lookedAgain * (look?.gflop ?? 0);
  }, 0);
}

/** Its windows cost their share of the samples of the largest one of the first look. */
function secondLook(
  { structures, modalities, tiling }: Refine,
  first: Tiling,
  compute: ModelManifest['compute'],
): SecondLookWork {
  if (first.kind !== 'window-3d') throw new Error('A second look is for windows.');
  if (!compute) return { structures, modalities };
  const share = product(tiling.size) / product(first.size);
  const gflop = share * (compute.windowGflop + structures.length * compute.promptGflop);
  return { structures, modalities, gflop };
}
