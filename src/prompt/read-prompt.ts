import { AppError } from '#errors.ts';
import type { Structure, StructureGroup } from '#model/manifest.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { asksForEverything, everyStructure } from './everything.ts';
import { type Known, meantBy, readVocabulary, type Vocabulary } from './known-names.ts';
import { withoutFiller } from './normalize.ts';
import { onSide, sideOf } from './side.ts';
import { type Part, splitPrompt } from './split-prompt.ts';

/** What a text asks for. */
export interface Request {
  readonly prompts: readonly Prompt[];
  /** What the text says it does not want, under the names that people know. */
  readonly leftOut: readonly string[];
}

/**
 * The structures asked for in `text`, in its order and without repetition. Parts are told apart by commas, semicolons,
 * new lines and words for "and", unless these belong to a name. A part that names a structure, by whichever of its names
 * and whatever polite words stand round it, has that structure; a group gives one prompt per member; a side without a noun
 * shares its neighbour's; what follows "not", "without" or "except" is left out. Any other part is left for the pack's
 * text encoder to read. "What is in this scan?" and the like ask for every structure.
 *
 * @throws AppError 'prompt-empty' where no letter or digit is left, 'prompt-left-out' where all is to be left out.
 */
export function readRequest(
  text: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): Request {
  if (asksForEverything(text)) return { prompts: everyStructure(structures), leftOut: [] };
  const vocabulary = readVocabulary(structures, groups);
  const meant = readParts(splitPrompt(text, vocabulary), vocabulary);
  const excluded = new Set(
    meant.filter(({ negated }) => negated).flatMap(({ prompts }) => prompts.map(keyOf)),
  );
  const asked = new Map<string, Prompt>();
  for (const prompt of meant.flatMap(({ negated, prompts }) => (negated ? [] : prompts))) {
    const key = keyOf(prompt);
    if (!excluded.has(key) && !asked.has(key)) asked.set(key, prompt);
  }
  const leftOut = meant
    .filter(({ negated }) => negated)
    .flatMap(({ prompts }) => prompts.map((prompt) => nameOf(prompt, vocabulary)));
  const prompts = [...asked.values()];
  if (prompts.length > 0) return { prompts, leftOut: [...new Set(leftOut)] };
  if (leftOut.length > 0) throw new AppError('prompt-left-out', { names: leftOut });
  throw new AppError('prompt-empty', {});
}

/** The prompts of `readRequest`. */
export function readPrompts(
  text: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): readonly Prompt[] {
  return readRequest(text, structures, groups).prompts;
}

function keyOf({ structure, text }: Prompt): string {
  return structure ?? `"${withoutFiller(text)}"`;
}

function nameOf({ structure, text }: Prompt, vocabulary: Vocabulary): string {
  return structure ? vocabulary.nameOf(structure) : text;
}

interface Meant {
  readonly negated: boolean;
  readonly prompts: readonly Prompt[];
}

function readParts(parts: readonly Part[], vocabulary: Vocabulary): readonly Meant[] {
  const known = parts.map(({ text }) => meantBy(text, vocabulary));
  const narrowed = new Set<number>();
  const meant = parts.map(({ text, negated }, n): Meant => {
    const side = known[n] ? undefined : sideOf(text);
    if (!side) return { negated, prompts: promptsOf(text, known[n], vocabulary) };
    const shared = nounsRound(n, parts)
      .map((at) => ({ at, noun: known[at], ids: onSide(known[at], side, vocabulary) }))
      .find(({ ids }) => ids.length > 0);
    if (!shared)
      return { negated, prompts: [{ text: sharedWords(text, side, parts[n + 1]), structure: undefined }] };
    // "kidney, left" asks for one of the two.
    if (shared.at < n && !negated && shared.noun?.isGroup) narrowed.add(shared.at);
    return { negated, prompts: shared.ids.map((id) => named(id, vocabulary)) };
  });
  return meant.filter((_, n) => !narrowed.has(n));
}

/** Where the nouns are that a side at `n` may share: the next part that is no side, and the one before. */
function nounsRound(n: number, parts: readonly Part[]): readonly number[] {
  const nouns = parts.flatMap(({ text }, at) => (sideOf(text) ? [] : [at]));
  return [nouns.find((at) => at > n), nouns.findLast((at) => at < n)].filter((at) => at !== undefined);
}

/** "left" before "right lung" means "left lung", also where the lung is not known. */
function sharedWords(text: string, side: string, next: Part | undefined): string {
  const following = next && withoutFiller(next.text);
  return following && /^(?:left|right)\b/.test(following) ? following.replace(/^\w+/, side) : text;
}

function promptsOf(text: string, known: Known | undefined, vocabulary: Vocabulary): readonly Prompt[] {
  if (!known) return [{ text, structure: undefined }];
  if (!known.isGroup) return [{ text, structure: known.members[0] }];
  return known.members.map((id) => named(id, vocabulary));
}

function named(id: StructureId, vocabulary: Vocabulary): Prompt {
  return { text: vocabulary.nameOf(id), structure: id };
}
