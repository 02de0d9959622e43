import type { ModelManifest } from '#model/manifest.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { tokenize } from '#model/tokenize.ts';
import { understand } from '#model/understand.ts';
import type { PackSessions } from './pack-sessions.ts';
import type { Tensor } from './runtime.ts';
import type { TextBank } from './text-bank.ts';

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

/**
 * Finds out what each text means to the pack, and what to ask the decoder with. A structure of the bank is asked for
 * with its row, whatever its wording; the text encoder runs, once, for the texts that need it.
 */
export async function readTexts(
  prompts: readonly Prompt[],
  manifest: ModelManifest,
  bank: TextBank,
  sessions: PackSessions,
): Promise<readonly ReadPrompt[]> {
  const ready = prompts.map(({ structure }) => structure && bank.get(structure));
  const unread = prompts.filter((_, n) => !ready[n]);
  const encoded = (await encodeTexts(unread, manifest, sessions)).values();
  return prompts.map((prompt, n): ReadPrompt => {
    const row = ready[n];
    if (row) return { understood: true, prompt, structure: prompt.structure, embedding: row };
    return meaningOf(prompt, encoded.next().value ?? {}, manifest, bank);
  });
}

interface Encoded {
  readonly embedding?: Tensor | undefined;
  readonly structureLogits?: Tensor | undefined;
}

async function encodeTexts(
  prompts: readonly Prompt[],
  { text }: ModelManifest,
  sessions: PackSessions,
): Promise<readonly Encoded[]> {
  if (prompts.length === 0) return [];
  const texts = prompts.map((prompt) => prompt.text);
  const tokens = { dims: [texts.length, text.tokenizer.maxTokens], data: tokenize(texts, text.tokenizer) };
  const { embedding, structureLogits } = await sessions.run('textEncoder', { tokens });
  return prompts.map((_, row) => ({
    embedding: embedding && rowOf(embedding, row),
    structureLogits: structureLogits && rowOf(structureLogits, row),
  }));
}

function meaningOf(
  prompt: Prompt,
  { embedding, structureLogits }: Encoded,
  { text, structures }: ModelManifest,
  bank: TextBank,
): ReadPrompt {
  let { structure } = prompt;
  // Without logits the pack takes any text; with a name of its vocabulary there is nothing to guess.
  if (structure === undefined && structureLogits) {
    const meaning = understand(prompt.text, structureLogits.data, structures, text.knownThreshold ?? 0);
    if (!meaning.understood) return { understood: false, prompt, nearest: meaning.nearest };
    structure = meaning.structure;
  }
  const asked = (structure && bank.get(structure)) ?? embedding;
  if (!asked) throw new Error('The text encoder gave no embedding.');
  return { understood: true, prompt, structure, embedding: asked };
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
