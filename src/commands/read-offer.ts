import { AppError, toWire, type WireError } from '#errors.ts';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import { readWeightRecipes } from '#model/weight-recipes.ts';
import type { App } from './app.ts';

type OfferApp = Pick<App, 'store' | 'recipeUrl'>;

/**
 * Reads what this site says of models that people may bring: a checkpoint for its recipe, and published weights. The lists of names are
 * fetched when they are first wanted.
 */
export async function readOffers({ store, recipeUrl }: OfferApp): Promise<void> {
  const { offered, weights, offerRead, weightsRead } = store.getState();
  await Promise.all([
    offered.at === 'read' ||
      readJson(new URL('recipe.json', recipeUrl))
        .then(async (json) => {
          const facts = readRecipeFacts(json);
          const { alsoCalled } = await import('#model/anatomy/also-called.ts');
          offerRead({ at: 'read', ...facts, alsoCalled: alsoCalled(facts.knows) });
        })
        .catch((error: unknown) => offerRead({ at: 'unavailable', error: wired(error) })),
    weights.at === 'read' ||
      readJson(new URL('../recipes.json', recipeUrl))
        .then(async (json) => {
          const { license, models } = readWeightRecipes(json);
          const { withNames } = await import('#model/anatomy/with-names.ts');
          weightsRead({ at: 'read', license, models: models.map(withNames) });
        })
        .catch((error: unknown) => weightsRead({ at: 'unavailable', error: wired(error) })),
  ]);
}

async function readJson(url: URL): Promise<unknown> {
  const file = url.pathname.split('/').at(-1) ?? '';
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await response.json();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('pack-unreachable', { file, reason }, { cause });
  }
}

function wired(error: unknown): WireError {
  return toWire(error);
}
