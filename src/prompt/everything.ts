import type { Structure } from '#model/manifest.ts';
import type { Prompt } from '#model/prompt.ts';
import { normalForm } from './normalize.ts';

/** What the page's button asks. */
export const EVERYTHING = 'What is in this scan?';

const PHRASES = new Set(
  [
    EVERYTHING,
    'everything',
    'find everything',
    'segment everything',
    'all',
    'all structures',
    'all known structures',
    'all organs',
    'every structure',
    'every organ',
    'what is in the scan',
    'what is in here',
    'what is here',
    'what is there',
    'what is visible',
    "what's in this scan",
    "what's in the scan",
    "what's in here",
    'what do you see',
    'what can you see',
    'what can you find',
    'what can be seen',
    'recognise',
    'recognize',
  ].map(normalForm),
);

/** `text` asks for all that the pack knows, and for nothing by name. */
export function asksForEverything(text: string): boolean {
  return PHRASES.has(normalForm(text).replace(/ please$/, ''));
}

/** One prompt for each structure, in the pack's order. */
export function everyStructure(structures: readonly Structure[]): readonly Prompt[] {
  return structures.map(({ id, name }) => ({ text: name, structure: id }));
}
