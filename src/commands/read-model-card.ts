import { type ModelManifest, readManifest } from '#model/manifest.ts';
import type { App } from './app.ts';

/** What a person should know about the model before trusting it. */
export interface ModelCard extends Pick<ModelManifest, 'name' | 'version' | 'description' | 'license'> {
  readonly trainedOn: readonly string[];
  readonly scores: ModelManifest['scores'];
}

/** The card that the pack carries in its manifest. @throws {AppError} 'pack-invalid'. */
export async function readModelCard({ manifestUrl }: Pick<App, 'manifestUrl'>): Promise<ModelCard> {
  const response = await fetch(manifestUrl);
  const { name, version, description, license, provenance, scores } = readManifest(await response.json());
  return { name, version, description, license, trainedOn: provenance.trainedOn, scores };
}
