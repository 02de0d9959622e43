import { z } from 'zod/mini';
import { AppError } from '#errors.ts';
import type { Structure, StructureGroup } from './manifest.ts';

const recipesSchema = z.object({
  format: z.literal(1),
  license: z.object({ name: z.string(), terms: z.string(), url: z.string() }),
  models: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      /** Its number among its authors' tasks. */
      task: z.int(),
      /** Where its authors offer it: shown, never fetched. */
      address: z.string(),
      file: z.string(),
      /** Only where known for sure. */
      bytes: z.optional(z.int()),
      sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
      modality: z.enum(['CT', 'MR']),
      spacingMm: z.number(),
      /** On a CPU it would take hours. */
      gpuOnly: z.boolean(),
      cost: z.string(),
      /** As its dataset.json names them, by number from 1 on. */
      classes: z.array(z.string()),
    }),
  ),
});

export type WeightRecipes = Readonly<z.infer<typeof recipesSchema>>;
export type WeightRecipe = WeightRecipes['models'][number];

/** With what its pack will call its classes. */
export type NamedRecipe = WeightRecipe & {
  readonly structures: readonly Structure[];
  readonly groups: readonly StructureGroup[];
};

/**
 * What public/models/recipes.json says of published weights that people may bring.
 *
 * @throws AppError 'pack-invalid' naming the field that is wrong.
 */
export function readWeightRecipes(json: unknown): WeightRecipes {
  const parsed = recipesSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = `recipes.json ${issue?.path.join('.') ?? ''}`.trim();
  throw new AppError('pack-invalid', { field, reason: issue?.message ?? 'does not match the schema' });
}
