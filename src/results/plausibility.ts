import type { Range } from './verdict.ts';

/** What is usual of a structure in adults. */
export interface Plausible {
  readonly volumeMl: Range;
  /** Mean intensity in CT, with or without contrast medium. */
  readonly hu?: Range;
}

const USUAL: Readonly<Record<string, Plausible>> = {
  liver: { volumeMl: [500, 4000], hu: [-30, 250] },
  spleen: { volumeMl: [30, 1500], hu: [20, 300] },
  kidney_right: { volumeMl: [40, 600], hu: [0, 350] },
  kidney_left: { volumeMl: [40, 600], hu: [0, 350] },
};

/** What is usual of a structure of a pack; undefined of what nothing is known. */
export function plausible(structure: string | undefined): Plausible | undefined {
  return structure === undefined ? undefined : USUAL[structure];
}
