import type { ModelManifest, Tokenizer } from '#model/manifest.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { type Unread, understand } from '#prompt/classify-text.ts';
import { nearestNames } from '#prompt/nearest.ts';
import { gist } from '#prompt/normalize.ts';
import { tokenize } from '#prompt/tokenize.ts';
import { bytesOf, type Pack } from './pack-files.ts';
import type { PackSessions } from './pack-sessions.ts';
import type { Tensor } from './runtime.ts';
import { type TextBank, textBank } from './text-bank.ts';

/** A prompt as the pack read it. */
export type ReadPrompt =
  | {
      readonly understood: true;
      readonly prompt: Prompt;
      readonly structure: StructureId | undefined;
      /** (1, E…) */
      readonly embedding: Tensor;
    }
  | (Unread & { readonly understood: false; readonly prompt: Prompt });

export type Understood = Extract<ReadPrompt, { understood: true }>;

/** Reads prompts with the graphs of an open pack. */
export type ReadTexts = (
  prompts: readonly Prompt[],
  sessions: PackSessions,
) => Promise<readonly ReadPrompt[]>;

/**
 * How a pack's prompts are read, with the numbers of its banks. A structure of its bank is asked for with its row, whatever its wording; the text encoder
 * runs for the texts that need it.
 *
 * @throws AppError as `PackFiles.read` for a bank or a vocabulary; the function that it gives, 'prompt-too-long'.
 */
export async function openTexts(pack: Pack, [numbers]: readonly Float32Array[]): Promise<ReadTexts> {
  const { manifest } = pack;
  const bank = textBank(manifest, numbers);
  const encode = await openTextEncoder(pack);
  if (!encode) return async (prompts) => prompts.map((prompt) => byName(prompt, manifest, bank));
  return async (prompts, sessions) => {
    const ready = prompts.map(({ structure }) => structure && bank.get(structure));
    const unread = prompts.filter((_, n) => !ready[n]).map(({ text }) => text);
    const encoded = (unread.length > 0 ? await encode(unread, sessions) : []).values();
    return prompts.map((prompt, n): ReadPrompt => {
      const row = ready[n];
      if (row) return { understood: true, prompt, structure: prompt.structure, embedding: row };
      return meaningOf(prompt, encoded.next().value ?? {}, manifest, bank);
    });
  };
}

/** Without a text encoder nothing is understood but what the vocabulary names. */
function byName(prompt: Prompt, { structures }: ModelManifest, bank: TextBank): ReadPrompt {
  const { structure } = prompt;
  const row = structure && bank.get(structure);
  if (row) return { understood: true, prompt, structure, embedding: row };
  return { understood: false, prompt, nearest: nearestNames(prompt.text, structures), isReading: false };
}

interface Encoded {
  readonly embedding?: Tensor | undefined;
  readonly structureLogits?: Tensor | undefined;
}

type EncodeTexts = (texts: readonly string[], sessions: PackSessions) => Promise<readonly Encoded[]>;

async function openTextEncoder({ manifest, files }: Pack): Promise<EncodeTexts | undefined> {
  const { tokenizer } = manifest.text;
  if (!tokenizer) return undefined;
  // An encoder of names has not seen every way to ask for one.
  if (tokenizer.kind === 'utf8-bytes') {
    return (texts, sessions) => encodePadded(texts.map(gist), tokenizer, sessions);
  }
  const merges = await bytesOf(await files.read(tokenizer.file));
  const { clipTokenizer } = await import('#prompt/clip-tokenizer.ts');
  const tokensOf = clipTokenizer(new TextDecoder().decode(merges), tokenizer.maxTokens);
  return (texts, sessions) => encodeOneByOne(texts.map(tokensOf), sessions);
}

/** All texts in one run, (P, maxTokens), padded. */
async function encodePadded(
  texts: readonly string[],
  tokenizer: Tokenizer,
  sessions: PackSessions,
): Promise<readonly Encoded[]> {
  const tokens = { dims: [texts.length, tokenizer.maxTokens], data: tokenize(texts, tokenizer) };
  const { embedding, structureLogits } = await sessions.run('textEncoder', { tokens });
  return texts.map((_, row) => ({
    embedding: embedding && rowOf(embedding, row),
    structureLogits: structureLogits && rowOf(structureLogits, row),
  }));
}

/** A run for each text, (1, T): padding would take part in what is made of it. */
async function encodeOneByOne(
  texts: readonly Int32Array[],
  sessions: PackSessions,
): Promise<readonly Encoded[]> {
  const encoded: Encoded[] = [];
  for (const data of texts) {
    const { embedding, structureLogits } = await sessions.run('textEncoder', {
      tokens: { dims: [1, data.length], data },
    });
    encoded.push({ embedding, structureLogits });
  }
  return encoded;
}

function meaningOf(
  prompt: Prompt,
  { embedding, structureLogits }: Encoded,
  { text, structures, groups }: ModelManifest,
  bank: TextBank,
): ReadPrompt {
  let { structure } = prompt;
  // Without logits the pack takes any text; with a name of its vocabulary there is nothing to guess.
  if (structure === undefined && structureLogits) {
    const meaning = understand(
      prompt.text,
      structureLogits.data,
      structures,
      text.knownThreshold ?? 0,
      groups,
    );
    if (!meaning.understood) return { ...meaning, prompt };
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
