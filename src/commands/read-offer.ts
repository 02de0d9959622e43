import { AppError, toWire } from '#errors.ts';
import type { OfferedModel } from '#state/packs-slice.ts';
import type { App } from './app.ts';

/** Reads what can be made of a checkpoint, from the recipe on this site. */
export async function readOffer({ store, recipeUrl }: Pick<App, 'store' | 'recipeUrl'>): Promise<void> {
  if (store.getState().offered.at === 'read') return;
  store.getState().offerRead(await offerAt(new URL('recipe.json', recipeUrl)));
}

/** As much of recipe.json as people are told; the converter checks all of it. */
interface RecipeFile {
  readonly precisions: Extract<OfferedModel, { at: 'read' }>['precisions'];
  readonly manifest: Omit<Extract<OfferedModel, { at: 'read' }>, 'at' | 'precisions'>;
}

async function offerAt(url: URL): Promise<OfferedModel> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const { precisions, manifest } = (await response.json()) as RecipeFile;
    const { name, version, description, license } = manifest;
    return { at: 'read', name, version, description, license, precisions };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new AppError('pack-unreachable', { file: 'recipe.json', reason });
    return { at: 'unavailable', error: toWire(error) };
  }
}
