import { z } from 'zod/mini';
import { anatomyOf } from '#model/anatomy/anatomy-of.ts';

const named = z.object({
  structures: z.array(z.looseObject({ id: z.string(), name: z.string(), synonyms: z.array(z.string()) })),
  groups: z.array(z.looseObject({ names: z.array(z.string()), members: z.array(z.string()) })),
});

/**
 * The manifest of a recipe with the names that the lists of anatomy have for its structures, in all languages, and for several of them together. Its
 * own names come first. `labels`: what the lists call a structure, by its id, where that is not the id. What is no manifest stays as it is, for others to refuse.
 */
export function withAnatomy(
  manifest: Readonly<Record<string, unknown>>,
  labels: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const read = named.safeParse(manifest);
  if (!read.success) return manifest;
  const { structures, groups } = read.data;
  const anatomy = anatomyOf(structures.map(({ id }) => labels[id] ?? id));
  const claimed = new Set(structures.flatMap(({ name, synonyms }) => [name, ...synonyms].map(plain)));
  const more = (n: number) => {
    const { name, synonyms = [] } = anatomy.classes[n] ?? {};
    return [...(name === undefined ? [] : [name]), ...synonyms].filter((each) => !claimed.has(plain(each)));
  };
  // The two lungs before their five lobes.
  const together = anatomy.groups.toSorted((a, b) => a.members.length - b.members.length);
  return {
    ...manifest,
    structures: structures.map((each, n) => ({
      ...each,
      synonyms: [...each.synonyms, ...new Set(more(n))],
    })),
    groups: [
      ...groups,
      ...together.map(({ names, members }) => ({
        names,
        members: members.map((n) => structures[n]?.id ?? ''),
      })),
    ],
  };
}

function plain(name: string): string {
  return name.toLowerCase();
}
