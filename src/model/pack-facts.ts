import type { ModelManifest } from './manifest.ts';

/** What a report says of the pack that answered: enough to find the very same one again. */
export interface PackFacts extends Pick<ModelManifest, 'id' | 'name' | 'version'> {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** How the weights are stored, where the same model comes in several. */
  readonly precision?: NonNullable<ModelManifest['precision']>;
  readonly thresholds: ModelManifest['output'] & { readonly known: number | undefined };
}

export function packFacts({ id, name, version, files, output, text, precision }: ModelManifest): PackFacts {
  return {
    id,
    name,
    version,
    files: files.map(({ path, sha256 }) => ({ path, sha256 })),
    ...(precision && { precision }),
    thresholds: { ...output, known: text.knownThreshold },
  };
}
