import type { ReadRecipeFile } from '#convert/open-recipe.ts';
import { AppError } from '#errors.ts';

/** The largest is a few megabytes. */
const MOST_MS = 180_000;

/** Files of the recipe in the folder at `url`, on this origin. @throws AppError 'pack-unreachable'. */
export function fetchRecipe(url: string): ReadRecipeFile {
  return async (path) => {
    try {
      const response = await fetch(new URL(path, url), { signal: AbortSignal.timeout(MOST_MS) });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('pack-unreachable', { file: path, reason }, { cause });
    }
  };
}
