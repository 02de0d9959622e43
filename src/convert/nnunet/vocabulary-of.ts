import { anatomyOf, isListed } from '#model/anatomy/anatomy-of.ts';
import { type NamedClass, nameClasses } from './class-names.ts';

interface NamedStructure extends NamedClass {
  readonly synonyms: readonly string[];
}

/** The names of a pack: its structures and what several of them are called together. */
export interface PackVocabulary {
  readonly structures: readonly NamedStructure[];
  readonly groups: readonly { readonly names: readonly string[]; readonly members: readonly string[] }[];
  /** Classes that model/anatomy does not have; they are called what `dataset.json` calls them. */
  readonly unlisted: readonly string[];
}

/**
 * What people call the classes of a model, as many as `dataset.json` names, its background first. Each keeps its number; ids
 * follow from the labels.
 */
export function vocabularyOf(classes: readonly string[]): PackVocabulary {
  const labels = classes.slice(1);
  const own = nameClasses(classes);
  const anatomy = anatomyOf(labels);
  const structures = own.map((each, n): NamedStructure => {
    const known = anatomy.classes[n];
    if (!known) return { ...each, synonyms: [] };
    const { name, synonyms, color } = known;
    return {
      ...each,
      name,
      color,
      synonyms: [...new Set([...synonyms, each.name])].filter((s) => s !== name),
    };
  });
  return {
    structures,
    groups: anatomy.groups.map(({ names, members }) => ({
      names,
      members: members.flatMap((n) => own[n]?.id ?? []),
    })),
    unlisted: labels.filter((label) => !isListed(label)),
  };
}
