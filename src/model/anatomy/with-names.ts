import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { StructureId } from '#model/prompt.ts';
import type { NamedRecipe, WeightRecipe } from '#model/weight-recipes.ts';
import { anatomyOf } from './anatomy-of.ts';

/** With what a pack of these weights will call its classes. */
export function withNames(recipe: WeightRecipe): NamedRecipe {
  const { classes, groups } = anatomyOf(recipe.classes);
  const idOf = (n: number) => (recipe.classes[n] ?? '') as StructureId;
  const structures = classes.map((anatomy, n): Structure => {
    const { name = recipe.classes[n] ?? '', synonyms = [], color = [0, 0, 0] } = anatomy ?? {};
    return { id: idOf(n), name, synonyms: [...synonyms], color: [...color], labelId: n + 1 };
  });
  const named = groups.map(({ names, members }): StructureGroup => ({ names, members: members.map(idOf) }));
  return { ...recipe, structures, groups: named };
}
