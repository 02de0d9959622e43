import families from './families.json' with { type: 'json' };
import { counted, hasSides, inAllForms, type Names, ofSide, type Side, withoutSide } from './patterns.ts';
import structures from './structures.json' with { type: 'json' };

type Color = readonly [number, number, number];

/** What people call one class. */
export interface Anatomy {
  /** As `dataset.json` has it: `kidney_left`. */
  readonly label: string;
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly color: Color;
}

/** What people call several classes together; of `members` the first list counts whose classes a model has all. */
export interface AnatomyGroup {
  readonly names: readonly string[];
  readonly members: readonly (readonly string[])[];
}

/** One structure, or the two of a pair, or one of a family. */
interface Entry {
  readonly label: string;
  readonly name: string;
  readonly color: Color;
  readonly names: Names;
  readonly sided: Readonly<Record<Side, readonly string[]>> | undefined;
  readonly both: readonly string[];
}

/** Share of white in a left one's colour. */
const LIGHTER = 0.3;

const SIDES: readonly Side[] = ['left', 'right'];

/** All that the lists know, by label. */
export const ANATOMY: ReadonlyMap<string, Anatomy> = new Map(
  entries().flatMap((entry) => anatomiesOf(entry).map((each) => [each.label, each])),
);

/** The two of each pair together. */
export const PAIRS: readonly AnatomyGroup[] = entries().flatMap((entry) => {
  if (!hasSides(entry.label)) return [];
  const [plural] = entry.both;
  const english = plural === undefined ? [] : [`both ${plural}`, `bilateral ${plural}`];
  const bare = [entry.name, ...inAllForms(entry.names)].flatMap(withoutSide);
  const names = [...entry.both, ...english, ...bare];
  return [{ names: [...new Set(names)], members: [SIDES.map((side) => ofSide(entry.label, side))] }];
});

function entries(): readonly Entry[] {
  const single = structures.map(
    (each): Entry => ({
      ...each,
      color: colorOf(each.color),
      names: withOnlyLists(each.names),
      sided: each.sided,
      both: each.both ?? [],
    }),
  );
  return [...single, ...vertebrae(), ...ribs()];
}

function vertebrae(): readonly Entry[] {
  return families.vertebrae.flatMap(({ letter, count, label, name, colors, names, more }) =>
    Array.from({ length: count }, (_, before): Entry => {
      const n = before + 1;
      const counting = { letter, n, ordinals: families.ordinals };
      const [ownLabel = '', ownName = ''] = one({ own: [label, name] }, counting);
      const own: Readonly<Record<string, readonly string[]>> = more ?? {};
      return {
        label: ownLabel,
        name: ownName,
        color: colorOf(colors[before % colors.length]),
        names: { ...counted(names, counting), more: own[n] ?? [] },
        sided: undefined,
        both: [],
      };
    }),
  );
}

function ribs(): readonly Entry[] {
  const { count, label, name, colors, names, both } = families.ribs;
  return Array.from({ length: count }, (_, before): Entry => {
    const counting = { n: before + 1, ordinals: families.ordinals };
    const [ownLabel = '', ownName = ''] = one({ own: [label, name] }, counting);
    return {
      label: ownLabel,
      name: ownName,
      color: colorOf(colors[before % colors.length]),
      names: counted(names, counting),
      sided: undefined,
      both: Object.values(counted(both, counting)).flat(),
    };
  });
}

function one(names: Names, counting: Parameters<typeof counted>[1]): readonly string[] {
  return counted(names, counting)['own'] ?? [];
}

function anatomiesOf({ label, name, color, names, sided }: Entry): readonly Anatomy[] {
  const patterns = inAllForms(names);
  if (!hasSides(label)) return [{ label, name, synonyms: unlike(name, patterns), color }];
  return SIDES.map((side) => {
    const ownName = ofSide(name, side);
    const own = [...patterns.map((pattern) => ofSide(pattern, side)), ...(sided?.[side] ?? [])];
    return {
      label: ofSide(label, side),
      name: ownName,
      synonyms: unlike(ownName, own),
      color: side === 'left' ? lighter(color) : color,
    };
  });
}

function unlike(name: string, names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((each) => each !== name);
}

function lighter(color: Color): Color {
  const [r, g, b] = color.map((channel) => Math.round(channel + LIGHTER * (255 - channel)));
  return [r ?? 0, g ?? 0, b ?? 0];
}

function colorOf([r = 0, g = 0, b = 0]: readonly number[] = []): Color {
  return [r, g, b];
}

/** Without the languages that an entry of the JSON lacks. */
function withOnlyLists(names: Readonly<Record<string, readonly string[] | undefined>>): Names {
  return Object.fromEntries(Object.entries(names).flatMap(([key, list]) => (list ? [[key, list]] : [])));
}
