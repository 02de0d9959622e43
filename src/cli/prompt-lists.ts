import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openPack } from '#engine/pack-files.ts';
import { openSessions } from '#engine/pack-sessions.ts';
import { readBanks } from '#engine/text-bank.ts';
import { openTexts } from '#engine/text-stage.ts';
import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { nodeRuntime, readDisk } from './node-runtime.ts';

/** A prompt of a list, and what it should be read as. */
export interface ListedPrompt {
  readonly text: string;
  /** 'name' or 'held-out', or what kind of prompt it is that names no structure. */
  readonly kind: string;
  /** Ids of structures in their order; none for what should not be understood. */
  readonly expected: readonly string[];
}

export interface ReadListed extends ListedPrompt {
  readonly understood: readonly string[];
}

const LISTS = fileURLToPath(new URL('../../training/prompts', import.meta.url));

/** The two lists of prompts in `folder`; a `\n` in a prompt stands for a new line. */
export function readLists(folder = LISTS): readonly ListedPrompt[] {
  const rows = (file: string) =>
    readFileSync(join(folder, file), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t').map((field) => field.replaceAll('\\n', '\n')));
  return [
    ...rows('understood.tsv').map(([expected = '', kind = '', text = '']) => ({
      text,
      kind,
      expected: expected.split(' '),
    })),
    ...rows('not-understood.tsv').map(([kind = '', text = '']) => ({ text, kind, expected: [] })),
  ];
}

/**
 * How the pack with this manifest reads each prompt: by its vocabulary, else by its text encoder. Prompts that ask for a
 * structure which the pack does not have are left out.
 */
export async function readListed(
  manifestPath: string,
  listed: readonly ListedPrompt[],
): Promise<readonly ReadListed[]> {
  const pack = await openPack(pathToFileURL(manifestPath).href, readDisk);
  const { structures } = pack.manifest;
  const sessions = await openSessions(pack, nodeRuntime, 'cpu');
  const readTexts = await openTexts(pack, await readBanks(pack));
  const known = new Set<string>(structures.map(({ id }) => id));
  const read: ReadListed[] = [];
  for (const prompt of listed.filter(({ expected }) => expected.every((id) => known.has(id)))) {
    const prompts = promptsOf(prompt.text, pack.manifest);
    const answers = await readTexts(prompts, sessions);
    const understood = answers.flatMap((answer) => (answer.understood && answer.structure) || []);
    read.push({ ...prompt, understood });
  }
  await sessions.release();
  return read;
}

/** None for a text that is refused before it is read. */
function promptsOf(text: string, { structures, groups }: ModelManifest) {
  try {
    return readPrompts(text, structures, groups);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}
