import { AppError } from '#errors.ts';
import { mayHold } from '#model/anatomy/body-parts.ts';
import type { ModelManifest, Structure, StructureGroup } from '#model/manifest.ts';
import type { BodyPart } from '#model/manifest-targets.ts';
import type { Prompt, StructureId } from '#model/prompt.ts';
import { asksForEverything, leftOutOfAll } from './everything.ts';
import { readFreeText } from './free-text.ts';
import { readVocabulary } from './known-names.ts';
import { nameKey } from './normalize.ts';
import { type Beyond, type Request, readRequest } from './read-prompt.ts';

type Modality = NonNullable<ModelManifest['scores'][number]['modality']>;

/** Of a pack that may answer, what decides whether it does. */
export interface RoutablePack extends Pick<ModelManifest, 'name' | 'structures' | 'groups' | 'scores'> {
  /** Where its manifest is: no two packs have the same. */
  readonly address: string;
  /** Kinds of scan that it was made for; any if empty. */
  readonly modalities: readonly Modality[];
  /** It answers any text, whether it has a name for it or not. */
  readonly takesAnyText: boolean;
  readonly targets?: ModelManifest['targets'];
}

/** What one pack is asked. */
export interface Leg {
  readonly pack: RoutablePack;
  readonly prompts: readonly Prompt[];
}

export interface Route extends Pick<Request, 'leftOut' | 'sideless'> {
  /** The pack that is loaded first, if it is asked anything. */
  readonly legs: readonly Leg[];
  /** What is named and not asked for, since such a scan does not show it. */
  readonly beyond?: Beyond | undefined;
}

/** Who answers where several packs know a structure. */
export interface RouteChoice {
  /** The pack in use, which also reads what no vocabulary has. */
  readonly home: RoutablePack;
  /** All others that could answer, in an order of their own. */
  readonly others: readonly RoutablePack[];
  /** The one that is ready to answer: the last to be asked. */
  readonly loaded: string;
  /** 'best': the one with figures for such scans, measured before published; then the one that is loaded. 'first': `home` whatever it knows. 'only': `home`. */
  readonly routing: Routing;
  readonly modality: Modality;
  /** What the scan shows, as far as its file or a person has said. */
  readonly parts?: readonly BodyPart[] | undefined;
  /** Also what such a scan does not show is asked for: somebody wants it so. */
  readonly isBeyond?: boolean | undefined;
}

export type Routing = 'best' | 'first' | 'only';

/**
 * Which packs are asked what `text` asks for. A name of one pack is read in the words of all, so "2. Rippe links" stays whole where
 * only another pack has ribs. What none has a name for is for `home` to read or to refuse; everything and all but something
 * are asked of it alone.
 *
 * Of a scan that is said to show a part of the body, what does not lie there is left out (`beyond`), unless the pack has words for
 * parts itself.
 *
 * @throws AppError as `readRequest`; 'prompt-beyond-part' where nothing is left, 'prompt-part-unknown' where everything was asked for.
 */
export function route(text: string, choice: RouteChoice): Route {
  const whole = routeOfAll(text, choice);
  const { parts = [], isBeyond = false, home } = choice;
  if (parts.length === 0 || isBeyond) return whole;
  const names: string[] = [];
  const legs = whole.legs.map(({ pack, prompts }): Leg => {
    if (pack.targets) return { pack, prompts };
    const structureOf = new Map(pack.structures.map((each) => [each.id, each]));
    const kept = prompts.filter(({ structure }) => {
      const known = structure && structureOf.get(structure);
      if (!known || mayHold(parts, known)) return true;
      names.push(known.name);
      return false;
    });
    return { pack, prompts: kept };
  });
  if (names.length === 0) return whole;
  const asked = legs.filter(({ prompts }) => prompts.length > 0);
  if (asked.length > 0) return { ...whole, legs: asked, beyond: { names, parts } };
  throw asksForAll(text, home)
    ? new AppError('prompt-part-unknown', { pack: home.name, parts, elsewhere: [] })
    : new AppError('prompt-beyond-part', { names, parts });
}

function routeOfAll(text: string, choice: RouteChoice): Route {
  const { home, routing, modality } = choice;
  const others = choice.others.filter(
    ({ modalities }) => modalities.length === 0 || modalities.includes(modality),
  );
  const isForHome = routing === 'only' || others.length === 0 || home.takesAnyText || asksForAll(text, home);
  if (isForHome) {
    const { prompts, ...asides } = readFor(home, text, choice);
    return { ...asides, legs: [{ pack: home, prompts }] };
  }
  const packs = [home, ...others];
  const { structures, groups, owners } = joined(packs);
  const { prompts, ...asides } = readRequest(text, structures, groups);
  const legs = new Map<RoutablePack, Map<string, Prompt>>();
  for (const prompt of prompts) {
    const { pack, structure } = answering(prompt, owners, packs, choice);
    const own = legs.get(pack) ?? new Map<string, Prompt>();
    own.set(structure ?? `"${prompt.text}"`, { text: prompt.text, structure });
    legs.set(pack, own);
  }
  const isLoaded = (pack: RoutablePack) => pack.address === choice.loaded;
  return {
    ...asides,
    legs: [...legs]
      .map(([pack, asked]) => ({ pack, prompts: [...asked.values()] }))
      .sort((a, b) => Number(isLoaded(b.pack)) - Number(isLoaded(a.pack))),
  };
}

/** As `readRequest`, or `readFreeText` for a pack that takes any text. */
export function readFor(
  pack: Pick<RoutablePack, 'structures' | 'groups' | 'takesAnyText' | 'targets'>,
  text: string,
  scan: Pick<RouteChoice, 'modality' | 'parts'>,
): Request {
  const { structures, groups, takesAnyText } = pack;
  return takesAnyText ? readFreeText(text, pack, scan) : readRequest(text, structures, groups);
}

function asksForAll(text: string, { structures, groups }: RoutablePack): boolean {
  const isNamed = readVocabulary(structures, groups).names.has(nameKey(text));
  return (asksForEverything(text, structures.length) && !isNamed) || leftOutOfAll(text) !== undefined;
}

interface Owned {
  readonly pack: RoutablePack;
  readonly structure: Structure;
}

interface Joined {
  readonly structures: readonly Structure[];
  readonly groups: readonly StructureGroup[];
  /** By the id that a structure has among all. */
  readonly owners: ReadonlyMap<StructureId, Owned>;
}

const joins = new WeakMap<
  RoutablePack['structures'],
  { readonly packs: readonly RoutablePack[]; readonly all: Joined }
>();

/** The vocabularies of `packs` as one; of two that claim a name the first has it. */
function joined(packs: readonly RoutablePack[]): Joined {
  const [first] = packs;
  const before = first && joins.get(first.structures);
  if (
    before?.packs.length === packs.length &&
    before.packs.every((pack, n) => pack.structures === packs[n]?.structures)
  )
    return before.all;
  const idIn = (n: number, id: StructureId) => `${n} ${id}` as StructureId;
  const owned = packs.flatMap((pack, n) =>
    pack.structures.map((structure) => ({ id: idIn(n, structure.id), pack, structure })),
  );
  const all: Joined = {
    structures: owned.map(({ id, structure }) => ({ ...structure, id })),
    groups: packs.flatMap(({ groups }, n) =>
      groups.map(({ names, members }) => ({ names, members: members.map((id) => idIn(n, id)) })),
    ),
    owners: new Map(owned.map(({ id, ...rest }) => [id, rest])),
  };
  if (first) joins.set(first.structures, { packs, all });
  return all;
}

/** Who answers a prompt, and by which of its structures. */
function answering(
  { structure: id, text }: Prompt,
  owners: Joined['owners'],
  packs: readonly RoutablePack[],
  choice: RouteChoice,
): { readonly pack: RoutablePack; readonly structure: StructureId | undefined } {
  const owner = id && owners.get(id);
  if (!owner) return { pack: choice.home, structure: undefined };
  const able = packs.flatMap((pack) => {
    const structure = pack === owner.pack ? owner.structure.id : namedIn(pack, [text, owner.structure.name]);
    return structure === undefined ? [] : [{ pack, structure }];
  });
  const atHome = able.find(({ pack }) => pack === choice.home);
  if (atHome && choice.routing === 'first') return atHome;
  const [best] = able.toSorted((a, b) => standing(b, choice) - standing(a, choice));
  return best ?? { pack: owner.pack, structure: owner.structure.id };
}

/** The single structure that a pack calls by the first of `names` that it has. */
function namedIn({ structures, groups }: RoutablePack, names: readonly string[]): StructureId | undefined {
  const vocabulary = readVocabulary(structures, groups).names;
  const known = names.map((name) => vocabulary.get(nameKey(name))).find((found) => found !== undefined);
  return known && !known.isGroup ? known.members[0] : undefined;
}

/**
 * How well a pack is known to answer: figures are only ever compared by their kind, for those of two packs were hardly measured on
 * the same scans. Without a difference there, whoever is ready answers, then `home`, then the first.
 */
function standing(
  { pack, structure }: { readonly pack: RoutablePack; readonly structure: StructureId },
  { home, loaded, modality }: RouteChoice,
): number {
  const own = pack.scores.filter((score) => score.structure === structure && score.modality === modality);
  const kind = own.some(({ published }) => published !== true) ? 2 : Math.min(own.length, 1);
  return 4 * kind + (pack.address === loaded ? 2 : 0) + (pack === home ? 1 : 0);
}
