import type { RecipeFacts } from '#model/recipe-facts.ts';

/** Whether a pack was made by an earlier recipe of the same model, which did not say what it was trained to find. */
export function lacksTargets(
  { id, targets }: { readonly id: string; readonly targets?: unknown },
  recipe: Pick<RecipeFacts, 'id' | 'hasTargets'>,
): boolean {
  return id === recipe.id && recipe.hasTargets && targets === undefined;
}
