import { AppError, toWire, type WireError } from '#errors.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import { readRecipeFacts } from '#model/recipe-facts.ts';
import { readWeightRecipes } from '#model/weight-recipes.ts';
import type { Bringable } from '#state/packs-slice.ts';
import type { App } from './app.ts';

type OfferApp = Pick<App, 'store' | 'recipeUrl'>;

/** Reads what this site says of models that people may bring: a checkpoint for its recipe, and published weights. */
export async function readOffers({ store, recipeUrl }: OfferApp): Promise<void> {
  const { offered, weights, offerRead, weightsRead } = store.getState();
  await Promise.all([
    offered.at === 'read' ||
      readJson(new URL('recipe.json', recipeUrl))
        .then((json) => offerRead({ at: 'read', ...readRecipeFacts(json) }))
        .catch((error: unknown) => offerRead({ at: 'unavailable', error: wired(error) })),
    weights.at === 'read' ||
      readJson(new URL('../recipes.json', recipeUrl))
        .then(async (json) => {
          const { license, models } = readWeightRecipes(json);
          weightsRead({ at: 'read', license, models: await Promise.all(models.map(withNames)) });
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

/** What its pack will call its classes; the lists of names are fetched when they are first wanted. */
async function withNames(recipe: Omit<Bringable, 'structures' | 'groups'>): Promise<Bringable> {
  const { anatomyOf } = await import('#model/anatomy/anatomy-of.ts');
  const { classes, groups } = anatomyOf(recipe.classes);
  const idOf = (n: number) => (recipe.classes[n] ?? '') as StructureId;
  const structures = classes.map((anatomy, n): Structure => {
    const { name = recipe.classes[n] ?? '', synonyms = [], color = [0, 0, 0] } = anatomy ?? {};
    return { id: idOf(n), name, synonyms: [...synonyms], color: [...color], labelId: n + 1 };
  });
  const named = groups.map(({ names, members }): StructureGroup => ({ names, members: members.map(idOf) }));
  return { ...recipe, structures, groups: named };
}
