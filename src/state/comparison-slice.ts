import type { StateCreator } from 'zustand/vanilla';
import type { OriginId } from '#results/comparison.ts';
import type { PairFigures } from '#volume/compare/compare-masks.ts';

/** Two results beside each other. */
export interface ComparisonSlice {
  /** The table of the comparison is shown below the views. */
  readonly isComparing: boolean;
  /** Which results; undefined where nobody has chosen yet. */
  readonly comparedReference: OriginId | undefined;
  readonly comparedOther: OriginId | undefined;
  /** Counterparts that somebody has chosen, by the reference's key; undefined: none. */
  readonly comparedWith: ReadonlyMap<string, string | undefined>;
  /** By the pair's key, of the masks as they are. */
  readonly pairFigures: ReadonlyMap<string, PairFigures>;
  /** The pair whose difference the views show. */
  readonly pairShown: string | undefined;
  comparing(isShown: boolean): void;
  comparedChosen(change: { readonly reference?: OriginId; readonly other?: OriginId }): void;
  counterpartChosen(reference: string, other: string | undefined): void;
  pairsCompared(figures: ReadonlyMap<string, PairFigures>): void;
  pairChosen(key: string | undefined): void;
  /** All of it as it was at another time. */
  comparisonPut(choice: ComparisonChoice): void;
}

/** What people choose of a comparison. */
export type ComparisonChoice = Pick<
  ComparisonSlice,
  'isComparing' | 'comparedReference' | 'comparedOther' | 'comparedWith' | 'pairShown'
>;

export const createComparisonSlice: StateCreator<ComparisonSlice> = (set) => ({
  isComparing: false,
  comparedReference: undefined,
  comparedOther: undefined,
  comparedWith: new Map(),
  pairFigures: new Map(),
  pairShown: undefined,
  comparing: (isComparing) => set({ isComparing, pairShown: undefined }),
  comparedChosen: ({ reference, other }) =>
    set({
      ...(reference && { comparedReference: reference }),
      ...(other && { comparedOther: other }),
      comparedWith: new Map(),
      pairShown: undefined,
    }),
  counterpartChosen: (reference, other) =>
    set(({ comparedWith }) => ({
      comparedWith: new Map(comparedWith).set(reference, other),
      pairShown: undefined,
    })),
  pairsCompared: (pairFigures) => set({ pairFigures }),
  pairChosen: (pairShown) => set({ pairShown }),
  comparisonPut: (choice) => set({ ...choice, pairFigures: new Map() }),
});
