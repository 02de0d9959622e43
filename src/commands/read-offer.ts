import { AppError, toWire } from '#errors.ts';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import type { OfferedModel } from '#state/packs-slice.ts';
import type { App } from './app.ts';

/** Reads what can be made of a checkpoint, from the recipe on this site. */
export async function readOffer({ store, recipeUrl }: Pick<App, 'store' | 'recipeUrl'>): Promise<void> {
  if (store.getState().offered.at === 'read') return;
  store.getState().offerRead(await offerAt(new URL('recipe.json', recipeUrl)));
}

async function offerAt(url: URL): Promise<OfferedModel> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return { at: 'read', ...readRecipeFacts(await response.json()) };
  } catch (cause) {
    if (cause instanceof AppError) return { at: 'unavailable', error: toWire(cause) };
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = new AppError('pack-unreachable', { file: 'recipe.json', reason });
    return { at: 'unavailable', error: toWire(error) };
  }
}
