import { nextTask } from '#browser/next-task.ts';
import type { LoadedModel } from '#engine/engine.ts';
import { readVocabulary } from '#prompt/known-names.ts';
import { readFor } from '#prompt/route.ts';
import type { Modality } from '#volume/types.ts';

/**
 * Reads the first name of a pack, as a prompt: the next one finds the pack's names indexed, and the lists of words at hand. In tasks of their
 * own, so that the page answers meanwhile.
 */
export async function readAhead(model: LoadedModel, modality: Modality): Promise<void> {
  const { structures, groups } = model;
  const [first] = structures;
  if (!first) return;
  await nextTask();
  readVocabulary(structures, groups);
  await nextTask();
  try {
    readFor(model, first.name, { modality });
  } catch {
    // Whoever asks for such a name is told what is wrong with it.
  }
}
