import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openPack, type Pack } from '#engine/pack-files.ts';
import { openSessions } from '#engine/pack-sessions.ts';
import { readBanks } from '#engine/text-bank.ts';
import { openTexts } from '#engine/text-stage.ts';
import { AppError } from '#errors.ts';
import type { ModelManifest } from '#model/manifest.ts';
import type { Prompt } from '#model/prompt.ts';
import { offersFor } from '#prompt/offers.ts';
import { readPrompts } from '#prompt/read-prompt.ts';
import { nodeRuntime, readDisk } from './node-runtime.ts';

/** One of the ways in which a prompt may be read. */
export interface Reading {
  /** Ids of structures. */
  readonly asked: readonly string[];
  /** These may be there as well. */
  readonly allowed: readonly string[];
}

/** A prompt of a list, and what it should be read as. */
export interface ListedPrompt {
  readonly text: string;
  /** 'name' or 'held-out', or what kind of prompt it is that names no structure. */
  readonly kind: string;
  /** Any of these is right; 'all' stands for every structure of the pack. The first is what the list's author had in mind. */
  readonly readings: readonly (Reading | 'all')[];
}

export interface ReadListed {
  readonly text: string;
  readonly kind: string;
  readonly readings: readonly Reading[];
  readonly understood: readonly string[];
  /** What is offered instead of a refusal, to be agreed to. */
  readonly offered: readonly string[];
}

const LISTS = ['understood.tsv', 'not-understood.tsv'].map((file) =>
  fileURLToPath(new URL(`../../training/prompts/${file}`, import.meta.url)),
);

/**
 * The lists of prompts in `files`, those of training/prompts unless given. A list is a table with tabs, of which the first line
 * names the columns: `text`; `kind`; and `expected`: ids with spaces between, `x?` for what may be there, `all`, `none`, and `|`
 * between readings of which each is right. Without that column nothing is expected. A `\n` in a prompt stands for a new line.
 *
 * @throws AppError 'arguments-invalid' for a file that cannot be read or has no column `text`.
 */
export function readLists(files: readonly string[] = LISTS): readonly ListedPrompt[] {
  return files.flatMap((file) => {
    const [columns = [], ...rows] = textOf(file)
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => line.split('\t'));
    if (!columns.includes('text')) {
      throw new AppError('arguments-invalid', {
        reason: `${file} has no column “text” in its first line`,
      });
    }
    const at = (row: readonly string[], column: string) => row[columns.indexOf(column)] ?? '';
    return rows.map((row) => ({
      text: at(row, 'text').replaceAll('\\n', '\n'),
      kind: at(row, 'kind') || at(row, 'wording') || basename(file, '.tsv'),
      readings: at(row, 'expected').split('|').map(readingOf),
    }));
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError('arguments-invalid', { reason: `${file} cannot be read` }, { cause });
  }
}

function readingOf(text: string): Reading | 'all' {
  const ids = text.split(' ').filter((id) => id !== '' && id !== 'none');
  if (ids.length === 1 && ids[0] === 'all') return 'all';
  return {
    asked: ids.filter((id) => !id.endsWith('?')),
    allowed: ids.filter((id) => id.endsWith('?')).map((id) => id.slice(0, -1)),
  };
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
  const { understoodIn, release } = await openReader(pack);
  const ids: readonly string[] = structures.map(({ id }) => id);
  const read: ReadListed[] = [];
  for (const { text, kind, readings } of listed) {
    const whole = readings.map((reading) => (reading === 'all' ? { asked: ids, allowed: [] } : reading));
    if (!whole.every(({ asked }) => asked.every((id) => ids.includes(id)))) continue;
    const answers = await understoodIn(promptsOf(text, pack.manifest));
    const understood = answers.flatMap((structure) => structure ?? []);
    const isWhole = answers.length > 0 && answers.every(Boolean);
    const offered = isWhole ? [] : offersFor(text, structures, pack.manifest.groups);
    read.push({ text, kind, readings: whole, understood, offered });
  }
  await release();
  return read;
}

/** Structures that prompts name, by the pack's graphs; where it has none to read texts, by its vocabulary, and no file is opened. */
async function openReader(pack: Pack) {
  if (!pack.manifest.text.tokenizer) {
    const understoodIn = async (prompts: readonly Prompt[]) => prompts.map(({ structure }) => structure);
    return { understoodIn, release: async () => undefined };
  }
  const sessions = await openSessions(pack, nodeRuntime, await nodeRuntime.probe());
  const readTexts = await openTexts(pack, await readBanks(pack));
  return {
    understoodIn: async (prompts: readonly Prompt[]) =>
      (await readTexts(prompts, sessions)).map((answer) =>
        answer.understood ? answer.structure : undefined,
      ),
    release: () => sessions.release(),
  };
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
