import type { ModelManifest } from '#model/manifest.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { tokenize } from '#model/tokenize.ts';
import { understand } from '#model/understand.ts';
import type { PackSessions } from './pack-sessions.ts';
import type { Tensor } from './runtime.ts';

/** A prompt as the pack read it. */
export type ReadPrompt =
  | {
      readonly understood: true;
      readonly prompt: Prompt;
      readonly structure: StructureId | undefined;
      /** (1, E…) */
      readonly embedding: Tensor;
    }
  | { readonly understood: false; readonly prompt: Prompt; readonly nearest: readonly string[] };

export type Understood = Extract<ReadPrompt, { understood: true }>;

/** Embeds all texts in one run, and finds out which of them mean something to the pack. */
export async function readTexts(
  prompts: readonly Prompt[],
  { text, structures }: ModelManifest,
  sessions: PackSessions,
): Promise<readonly ReadPrompt[]> {
  const texts = prompts.map((prompt) => prompt.text);
  const tokens = { dims: [texts.length, text.tokenizer.maxTokens], data: tokenize(texts, text.tokenizer) };
  const { embedding, structureLogits } = await sessions.run('textEncoder', { tokens });
  if (!embedding) throw new Error('The text encoder gave no embedding.');
  return prompts.map((prompt, row): ReadPrompt => {
    const own = rowOf(embedding, row);
    // Without logits the pack takes any text; with a name of its vocabulary there is nothing to guess.
    if (prompt.structure !== undefined || !structureLogits) {
      return { understood: true, prompt, structure: prompt.structure, embedding: own };
    }
    const logits = rowOf(structureLogits, row).data;
    const meaning = understand(prompt.text, logits, structures, text.knownThreshold ?? 0);
    return meaning.understood
      ? { understood: true, prompt, structure: meaning.structure, embedding: own }
      : { understood: false, prompt, nearest: meaning.nearest };
  });
}

function rowOf({ dims, data }: Tensor, row: number): Tensor {
  const length = data.length / (dims[0] ?? 1);
  return { dims: [1, ...dims.slice(1)], data: data.slice(row * length, (row + 1) * length) };
}

/** Tensors of one row each, as one of many rows. */
export function stackRows(rows: readonly Tensor[]): Tensor {
  const length = rows[0]?.data.length ?? 0;
  const data = new Float32Array(rows.length * length);
  rows.forEach((row, n) => {
    data.set(row.data, n * length);
  });
  return { dims: [rows.length, ...(rows[0]?.dims.slice(1) ?? [])], data };
}
