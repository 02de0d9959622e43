import type { ModelManifest, Requirements, Tiling } from '#model/manifest.ts';
import type { Vec3 } from '#volume/types.ts';

/** What a pack says of the work that a scan is for it: enough to count it without the pack's files. */
export interface PackWork {
  /** GFLOP, by the manifest: to encode the largest window, and to decode it for one prompt; absent where it does not say. */
  readonly compute?: NonNullable<ModelManifest['compute']>;
  readonly tiling: Tiling;
  /** Of the model grid, mm along x, y, z; undefined where the scan's own voxels are the grid. */
  readonly spacingMm: Vec3 | undefined;
  /** Networks that each look at every window. */
  readonly networks: number;
  readonly structures: number;
  /** Every scan is first asked for all structures, to tell whether the pack knows such scans. */
  readonly looksAround: boolean;
  /** On WebAssembly, one core, by the manifest. */
  readonly secondsPerSlice?: NonNullable<Requirements['secondsPerSlice']>;
  /** All of its files. */
  readonly bytes: number;
}

export function packWork(manifest: ModelManifest): PackWork {
  const { compute, input, graphs, structures, scene, requirements, files } = manifest;
  const { spacing } = input;
  const secondsPerSlice = requirements?.secondsPerSlice;
  return {
    ...(compute && { compute }),
    tiling: input.tiling,
    spacingMm: spacing?.kind === 'fixed' ? spacing.mm : undefined,
    networks: 1 + (graphs.folds?.length ?? 0),
    structures: structures.length,
    looksAround: scene !== undefined,
    ...(secondsPerSlice !== undefined && { secondsPerSlice }),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
