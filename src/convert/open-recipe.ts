import { z } from 'zod/mini';
import { AppError } from '#errors.ts';
import { requirementsSchema } from '#model/manifest.ts';
import type { Recipe } from './convert.ts';
import { withAnatomy } from './name-structures.ts';

const recipeSchema = z.object({
  format: z.literal(1),
  precisions: z
    .array(
      z.object({
        name: z.enum(['float32', 'float16', 'int8', 'int4']),
        /** Of the pack's files together, the manifest aside. */
        bytes: z.int().check(z.gte(1)),
        /** Whether it is proposed to people who do not ask for it by name. */
        offered: z.boolean(),
        /** What it costs, in a sentence for people. */
        remark: z.string(),
        /** What a device must have to run it; absent where nobody has measured it. */
        requirements: z.optional(requirementsSchema),
      }),
    )
    .check(z.minLength(1)),
  /** Files that go into every pack as they are; they lie gzipped beside recipe.json. */
  shared: z.optional(
    z.array(
      z.object({
        path: z.string().check(z.regex(/^\w[\w.-]*$/, 'is not a plain file name')),
        bytes: z.int().check(z.gte(1)),
        sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
      }),
    ),
  ),
  /** What the lists of anatomy call a structure, by its id in the manifest, where they call it otherwise. */
  anatomy: z.optional(z.record(z.string(), z.string())),
  /** The pack's manifest without its `files`. */
  manifest: z.record(z.string(), z.unknown()),
});

/** What `recipe.json` says: the packs that can be made, and what is true of all of them. */
export type RecipeIndex = Readonly<z.infer<typeof recipeSchema>>;

/** The bytes of a file in a recipe's folder, such as 'float16/layout.json.gz'. */
export type ReadRecipeFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** @throws AppError 'pack-invalid' naming the field that is wrong; whatever `read` throws. */
export async function readRecipeIndex(read: ReadRecipeFile): Promise<RecipeIndex> {
  const parsed = recipeSchema.safeParse(parseJson('recipe.json', await read('recipe.json')));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = `recipe.json ${issue?.path.join('.') ?? ''}`.trim();
  throw new AppError('pack-invalid', { field, reason: issue?.message ?? 'does not match the schema' });
}

/**
 * The recipe of one precision. Its files lie gzipped in a folder of the precision's name; a server that unpacks them on the
 * way does no harm.
 *
 * @throws AppError 'pack-invalid' where the recipe is damaged or lacks the precision; whatever `read` throws.
 */
export async function openRecipe(read: ReadRecipeFile, precision: string): Promise<Recipe> {
  const { precisions, shared = [], manifest: described, anatomy } = await readRecipeIndex(read);
  const own = precisions.find(({ name }) => name === precision);
  if (!own) {
    const names = precisions.map(({ name }) => name).join(', ');
    throw new AppError('pack-invalid', {
      field: precision,
      reason: `is not a precision of the recipe: ${names}`,
    });
  }
  const isShared = (path: string) => shared.some((file) => file.path === path);
  const copy = async (path: string) =>
    unpack(path, await read(isShared(path) ? `${path}.gz` : `${precision}/${path}.gz`));
  const layout = parseJson('layout.json', await copy('layout.json'));
  const { requirements } = own;
  const manifest = anatomy ? withAnatomy(described, anatomy) : described;
  return {
    layout: withCopies(layout, shared),
    manifest: requirements ? { ...manifest, requirements } : manifest,
    copy,
  };
}

/** The layout with more files to copy; what is no layout stays as it is, for `convert` to refuse. */
function withCopies(layout: unknown, shared: readonly unknown[]): unknown {
  if (typeof layout !== 'object' || layout === null || !('copies' in layout)) return layout;
  return Array.isArray(layout.copies) ? { ...layout, copies: [...layout.copies, ...shared] } : layout;
}

async function unpack(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new AppError('pack-invalid', { field: path, reason: 'is damaged' }, { cause });
  }
}

function parseJson(field: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError('pack-invalid', { field, reason: 'is not JSON' }, { cause });
  }
}
