import type { Structure, StructureGroup } from './manifest.ts';
import { edits } from './nearest.ts';
import type { StructureId } from './prompt.ts';
import { nameKey, withoutElision, withoutFiller } from './wording.ts';

/** What one name means: a structure, or the members of a group. */
export interface Known {
  readonly members: readonly StructureId[];
  readonly isGroup: boolean;
}

export interface Vocabulary {
  /** By `nameKey`. */
  readonly names: ReadonlyMap<string, Known>;
  /** Names of groups that are long enough to be recognised with a slip of the keyboard in them. */
  readonly longGroupNames: ReadonlyMap<string, Known>;
  readonly nameOf: (id: StructureId) => string;
}

/** Everything that the pack's manifest names. Of two that claim one name the first has it, and structures before groups. */
export function readVocabulary(
  structures: readonly Structure[],
  groups: readonly StructureGroup[],
): Vocabulary {
  const names = new Map<string, Known>();
  const add = (words: readonly string[], known: Known) => {
    for (const key of words.map(nameKey)) if (!names.has(key)) names.set(key, known);
  };
  for (const { id, name, synonyms } of structures) {
    add([name, id, ...synonyms], { members: [id], isGroup: false });
  }
  for (const { names: words, members } of groups) add(words, { members, isGroup: true });
  const shown = new Map(structures.map(({ id, name }) => [id, name]));
  return {
    names,
    longGroupNames: new Map(
      [...names].filter(([key, { isGroup }]) => isGroup && key.length >= LONG && /^[a-z ]+$/.test(key)),
    ),
    nameOf: (id) => shown.get(id) ?? id,
  };
}

const LONG = 6;
const VERY_LONG = 10;

/** What `part` names, whatever polite words stand round it; undefined where the vocabulary does not have it. */
export function knownAs(part: string, vocabulary: Vocabulary): Known | undefined {
  const { names, longGroupNames } = vocabulary;
  for (const text of [part, withoutFiller(part), withoutElision(part)]) {
    const known = names.get(nameKey(text));
    if (known) return known;
  }
  // No text encoder answers with several structures, so a slip in a group's name has to be seen here.
  const core = nameKey(withoutFiller(part));
  for (const [name, known] of longGroupNames) {
    const allowed = name.length >= VERY_LONG ? 2 : 1;
    if (core[0] === name[0] && core.length >= LONG - 1 && edits(core, name) <= allowed) return known;
  }
  return undefined;
}

/** The names that `part` strings together without anything between: "liver spleen kidneys". Undefined for anything else. */
export function runOfNames(part: string, { names }: Vocabulary): readonly string[] | undefined {
  const words = withoutFiller(part).split(' ');
  const found: string[] = [];
  let from = 0;
  while (from < words.length) {
    let to = words.length;
    const name = () => words.slice(from, to).join(' ');
    // "adrenal" and the like are as often half of another name as a name.
    const isWhole = () => {
      const known = names.get(nameKey(name()));
      return known !== undefined && (!known.isGroup || name().endsWith('s'));
    };
    while (to > from && !isWhole()) to--;
    if (to === from) return undefined;
    found.push(name());
    from = to;
  }
  return found.length > 1 ? found : undefined;
}
