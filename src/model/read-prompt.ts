import { AppError } from '#errors.ts';
import type { Structure, StructureGroup } from './manifest.ts';
import type { Prompt, StructureId } from './prompt.ts';
import { normalForm, withoutFiller } from './wording.ts';

/**
 * The structures asked for in `text`, in its order and without repetition. Parts are told apart by commas, semicolons,
 * new lines, "&", "+" and "and", unless "and" belongs to a name. A part that names a structure, by whichever of its
 * names and whatever polite words stand round it, has that structure; a group gives one prompt per member;
 * any other part is left for the pack's text encoder to read.
 *
 * @throws AppError 'prompt-empty' where no letter or digit is left.
 */
export function readPrompts(
  text: string,
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): readonly Prompt[] {
  const vocabulary = readVocabulary(structures, groups);
  const prompts = new Map<string, Prompt>();
  for (const part of splitParts(text, vocabulary)) {
    for (const prompt of readPart(part, vocabulary)) {
      const key = prompt.structure ?? `"${withoutFiller(prompt.text)}"`;
      if (!prompts.has(key)) prompts.set(key, prompt);
    }
  }
  if (prompts.size === 0) throw new AppError('prompt-empty', {});
  return [...prompts.values()];
}

interface Vocabulary {
  readonly structures: ReadonlyMap<string, StructureId>;
  readonly groups: ReadonlyMap<string, readonly StructureId[]>;
  readonly names: ReadonlyMap<StructureId, string>;
}

function readVocabulary(structures: readonly Structure[], groups: readonly StructureGroup[]): Vocabulary {
  const byName = new Map<string, StructureId>();
  for (const { id, name, synonyms } of structures) {
    for (const word of [id, name, ...synonyms]) byName.set(normalForm(word), id);
  }
  return {
    structures: byName,
    groups: new Map(
      groups.flatMap(({ names, members }) => names.map((name) => [normalForm(name), members] as const)),
    ),
    names: new Map(structures.map(({ id, name }) => [id, name])),
  };
}

/** The name in `part` that the vocabulary has, as it has it: also without filler, or in the singular. */
function knownName(part: string, { structures, groups }: Vocabulary): string | undefined {
  const core = withoutFiller(part);
  return [normalForm(part), core, core.replace(/s$/, '')].find(
    (name) => structures.has(name) || groups.has(name),
  );
}

function readPart(part: string, vocabulary: Vocabulary): readonly Prompt[] {
  const name = knownName(part, vocabulary);
  const structure = name === undefined ? undefined : vocabulary.structures.get(name);
  if (name === undefined || structure !== undefined) return [{ text: part, structure }];
  const members = vocabulary.groups.get(name) ?? [];
  return members.map((id) => ({ text: vocabulary.names.get(id) ?? id, structure: id }));
}

function splitParts(text: string, vocabulary: Vocabulary): readonly string[] {
  return text
    .split(/[,;\n\r]+/)
    .flatMap((part) => splitByAnd(part, vocabulary))
    .map((part) => part.trim())
    .filter((part) => normalForm(part) !== '');
}

/** Parts between "and"s, the longest runs that are one known name kept whole. */
function splitByAnd(text: string, vocabulary: Vocabulary): readonly string[] {
  const pieces = text.split(/(?:^|\s)and(?=\s|$)|[&+]/iu).filter((piece) => normalForm(piece) !== '');
  const parts: string[] = [];
  let from = 0;
  while (from < pieces.length) {
    let to = pieces.length;
    const run = () =>
      pieces
        .slice(from, to)
        .map((piece) => piece.trim())
        .join(' and ');
    while (to > from + 1 && knownName(run(), vocabulary) === undefined) to--;
    parts.push(run());
    from = to;
  }
  return parts.map((part, index) => sharedNoun(part, parts[index + 1]));
}

const SIDE = /^(left|right)\b/;

/** "left" before "right kidney" means "left kidney". */
function sharedNoun(part: string, next: string | undefined): string {
  const side = withoutFiller(part);
  if (next === undefined || !/^(?:left|right)$/.test(side)) return part;
  const following = withoutFiller(next);
  return SIDE.test(following) ? following.replace(SIDE, side) : part;
}
