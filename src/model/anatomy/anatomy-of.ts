import { ANATOMY, type Anatomy, type AnatomyGroup, PAIRS } from './anatomy.ts';
import groups from './groups.json' with { type: 'json' };

/** What people call the classes of a model. */
export interface NamedAnatomy {
  /** One for each class, undefined where the lists have none of that name. */
  readonly classes: readonly (Anatomy | undefined)[];
  readonly groups: readonly {
    readonly names: readonly string[];
    /** Places among the classes. */
    readonly members: readonly number[];
  }[];
}

/** The lists first, then the pairs: where both claim a name it is the first one's. */
const GROUPS: readonly AnatomyGroup[] = [...groups, ...PAIRS];

const BY_KEY = new Map([...ANATOMY].map(([label, anatomy]) => [keyOf(label), anatomy]));

/** The names of classes that are labelled as `labels`, each once. A group is there if a model has every member. */
export function anatomyOf(labels: readonly string[]): NamedAnatomy {
  const keys = labels.map(keyOf);
  const placeOf = (label: string) => keys.indexOf(keyOf(label));
  return {
    classes: keys.map((key, n) => (keys.indexOf(key) === n ? BY_KEY.get(key) : undefined)),
    groups: GROUPS.flatMap(({ names, members }) => {
      const whole = members.find((list) => list.every((label) => placeOf(label) >= 0));
      return whole ? [{ names, members: whole.map(placeOf) }] : [];
    }),
  };
}

/** The lists have this class, by whichever spelling of its label. */
export const isListed = (label: string): boolean => BY_KEY.has(keyOf(label));

function keyOf(label: string): string {
  return label
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_');
}
