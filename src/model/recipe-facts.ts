import { z } from 'zod/mini';
import { AppError } from '#errors.ts';
import { BODY_PARTS, type BodyPart } from '#volume/body-part.ts';
import { requirementsSchema } from './manifest.ts';

const recipeSchema = z.object({
  precisions: z.array(
    z.object({
      name: z.string(),
      bytes: z.number(),
      offered: z.boolean(),
      remark: z.string(),
      requirements: z.optional(requirementsSchema),
    }),
  ),
  manifest: z.object({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    description: z.string(),
    license: z.object({ name: z.string(), terms: z.string(), url: z.optional(z.string()) }),
    knows: z.optional(z.array(z.string())),
    targets: z.optional(z.object({ parts: z.array(z.object({ part: z.enum(BODY_PARTS) })) })),
  }),
});

type Parsed = z.infer<typeof recipeSchema>;

/** A model that a checkpoint can be turned into, and in which precisions. */
export type RecipeFacts = Readonly<Omit<Parsed['manifest'], 'knows' | 'targets'>> & {
  /** Packs that it makes say what the model was trained to find. */
  readonly hasTargets: boolean;
  /** Of the body, that it was trained on; none where it does not say. */
  readonly parts: readonly BodyPart[];
  readonly knows: readonly string[];
  readonly precisions: readonly Readonly<Parsed['precisions'][number]>[];
};

/**
 * As much of a recipe.json as people are told; the converter checks all of it.
 *
 * @throws AppError 'pack-invalid' naming the field that is wrong.
 */
export function readRecipeFacts(json: unknown): RecipeFacts {
  const parsed = recipeSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = `recipe.json ${issue?.path.join('.') ?? ''}`.trim();
    throw new AppError('pack-invalid', { field, reason: issue?.message ?? 'does not match the schema' });
  }
  const { precisions, manifest } = parsed.data;
  const { targets, ...facts } = manifest;
  const parts = targets?.parts.map(({ part }) => part) ?? [];
  return { ...facts, knows: manifest.knows ?? [], hasTargets: targets !== undefined, parts, precisions };
}
