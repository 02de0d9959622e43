import { nameClasses } from '#convert/nnunet/class-names.ts';
import { ANATOMY, type AnatomyGroup, PAIRS } from './anatomy.ts';
import groups from './groups.json';

interface NamedStructure {
  readonly id: string;
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly color: readonly [number, number, number];
  readonly labelId: number;
}

/** The names of a pack: its structures and what several of them are called together. */
export interface PackVocabulary {
  readonly structures: readonly NamedStructure[];
  readonly groups: readonly { readonly names: readonly string[]; readonly members: readonly string[] }[];
  /** Classes that the lists here do not have; they are called what `dataset.json` calls them. */
  readonly unlisted: readonly string[];
}

/** Of the lists here first, then the pairs: where both claim a name it is the first one's. */
const GROUPS: readonly AnatomyGroup[] = [...groups, ...PAIRS];

const ANATOMY_BY_KEY = new Map([...ANATOMY].map(([label, anatomy]) => [keyOf(label), anatomy]));

/**
 * What people call the classes of a model, as many as `dataset.json` names, its background first. Each keeps its number; ids
 * are the labels. A group is there if the model has every member.
 */
export function vocabularyOf(classes: readonly string[]): PackVocabulary {
  const own = nameClasses(classes);
  const labels = classes.slice(1);
  const idOf = new Map(own.map(({ id }, n) => [keyOf(labels[n] ?? ''), id]));
  const taken = new Set<string>();
  const structures = own.map((each, n): NamedStructure => {
    const label = keyOf(labels[n] ?? '');
    const anatomy = taken.has(label) ? undefined : ANATOMY_BY_KEY.get(label);
    taken.add(label);
    if (!anatomy) return { ...each, synonyms: [] };
    const { name, synonyms, color } = anatomy;
    return {
      ...each,
      name,
      synonyms: [...new Set([...synonyms, each.name])].filter((s) => s !== name),
      color,
    };
  });
  const found = GROUPS.flatMap(({ names, members }) => {
    const whole = members.find((list) => list.every((label) => idOf.has(keyOf(label))));
    return whole ? [{ names, members: whole.flatMap((label) => idOf.get(keyOf(label)) ?? []) }] : [];
  });
  return {
    structures,
    groups: found,
    unlisted: labels.filter((label) => !ANATOMY_BY_KEY.has(keyOf(label))),
  };
}

function keyOf(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_');
}
