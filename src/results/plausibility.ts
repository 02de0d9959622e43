import type { Finding } from './finding.ts';
import places from './places.json' with { type: 'json' };
import data from './plausibility.json' with { type: 'json' };
import type { Range } from './verdict.ts';

/** A structure by its id in plausibility.json, whatever a pack calls it. */
export type KnownId = keyof typeof data.structures;

/** What is known of a structure of adults; plausibility.json has the sources. */
export interface Plausible {
  /** Whoever is not ill has it so, and most who are. */
  readonly usualMl: Range;
  /** Beyond these it is not that structure, or hardly any of it. */
  readonly possibleMl: Range;
  /** Mean intensity in CT, with or without contrast medium. */
  readonly hu: Range | undefined;
  /** The patient's side on which its middle lies. */
  readonly side: 'left' | 'right' | undefined;
}

/** Mean and standard deviation of where one structure's middle lies from another's, mm RAS+; undefined along axes where too little is known. */
export type Offset = readonly [Spread | undefined, Spread | undefined, Spread | undefined];

interface Spread {
  readonly mm: number;
  readonly sdMm: number;
}

const IDS = Object.keys(data.structures) as readonly KnownId[];

const BY_NAME: ReadonlyMap<string, KnownId> = new Map(
  IDS.flatMap((id) => [id, ...data.structures[id].names].map((name) => [name, id] as const)),
);

/** Which of the known structures an answer is about, by its id in the pack, else by what it is called. */
export function knownAs(finding: Finding): KnownId | undefined {
  if (finding.kind === 'not-understood') return undefined;
  const { structure = '', title } = finding;
  return BY_NAME.get(structure) ?? BY_NAME.get(spokenId(structure)) ?? BY_NAME.get(title.toLowerCase());
}

/** An id of nnU-Net's kind as it is spoken: `adrenal_gland_left` is “left adrenal gland”. */
function spokenId(id: string): string {
  const words = id.toLowerCase().split('_');
  const side = words.at(-1);
  return (side === 'left' || side === 'right' ? [side, ...words.slice(0, -1)] : words).join(' ');
}

export function plausible(id: KnownId): Plausible {
  const { usualMl, possibleMl, ...more } = data.structures[id];
  return {
    usualMl: range(usualMl),
    possibleMl: range(possibleMl),
    hu: 'hu' in more ? range(more.hu) : undefined,
    side: 'side' in more ? (more.side as Plausible['side']) : undefined,
  };
}

function range([low = 0, high = 0]: readonly number[]): Range {
  return [low, high];
}

type Pairs = Readonly<Record<string, readonly (readonly number[] | null)[]>>;
const PAIRS: Pairs = places.pairs;

/** Where `one` lies from `other`; undefined where that is not known. */
export function offset(one: KnownId, other: KnownId): Offset | undefined {
  const [row, sign] = [PAIRS[`${one} ${other}`], 1];
  if (row) return along(row, sign);
  const turned = PAIRS[`${other} ${one}`];
  return turned && along(turned, -1);
}

function along(row: readonly (readonly number[] | null)[], sign: number): Offset {
  const spread = (axis: number): Spread | undefined => {
    const [mm, sdMm] = row[axis] ?? [];
    return mm === undefined || sdMm === undefined ? undefined : { mm: sign * mm, sdMm };
  };
  return [spread(0), spread(1), spread(2)];
}
