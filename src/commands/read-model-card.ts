import { type ModelManifest, readManifest } from '#model/manifest.ts';
import type { App } from './app.ts';

/** What a person should know about the model before trusting it. */
export interface ModelCard extends Pick<ModelManifest, 'name' | 'version' | 'description' | 'license'> {
  readonly trainedOn: readonly string[];
  readonly scores: ModelManifest['scores'];
}

/** The card that the pack which answers carries in its manifest. @throws {AppError} 'pack-invalid'. */
export async function readModelCard({ store, packs }: Pick<App, 'store' | 'packs'>): Promise<ModelCard> {
  const { manifestUrl } = store.getState();
  const stored = manifestUrl.startsWith('opfs:') ? await packs.list() : [];
  for (const pack of stored) {
    if (pack.kind === 'installed' && pack.manifestUrl === manifestUrl) return cardOf(pack.facts);
  }
  const response = await fetch(manifestUrl);
  return cardOf(readManifest(await response.json()));
}

type Facts = Pick<ModelManifest, 'name' | 'version' | 'description' | 'license' | 'provenance' | 'scores'>;

function cardOf({ name, version, description, license, provenance, scores }: Facts): ModelCard {
  return { name, version, description, license, trainedOn: provenance.trainedOn, scores };
}
