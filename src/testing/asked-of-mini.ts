import { readFileSync } from 'node:fs';
import { readManifest } from '#model/manifest.ts';
import { readPrompts } from '#prompt/read-prompt.ts';

const path = new URL('../../public/models/mini/manifest.json', import.meta.url);

/** The vocabulary of Mini. */
export const { structures, groups } = readManifest(JSON.parse(readFileSync(path, 'utf8')));

/** What `text` asks of Mini, by its own names in a row; "?" for what it does not understand. */
export function asked(text: string): string {
  return readPrompts(text, structures, groups)
    .map((prompt) => prompt.structure ?? '?')
    .join(' ');
}
