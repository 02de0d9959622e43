import type { StateCreator } from 'zustand/vanilla';
import type { FindingId } from '#results/finding.ts';
import type { ListOrder } from '#results/list-rows.ts';

/** How the list of findings is shown. */
export interface ListSlice {
  readonly listOrder: ListOrder;
  /** Objects of a group of the pack's, such as the kidneys, are one row. */
  readonly isGrouped: boolean;
  /** Names of the groups whose objects are shown below them. */
  readonly openGroups: readonly string[];
  /** What was hidden already when some objects were shown alone; undefined where none are. */
  readonly hiddenBeforeSolo: readonly FindingId[] | undefined;
  /** The table of findings is shown below the views. */
  readonly isTableShown: boolean;
  listOrdered(order: ListOrder): void;
  listGrouped(isGrouped: boolean): void;
  groupOpened(name: string, isOpen: boolean): void;
  soloChosen(hiddenBefore: readonly FindingId[] | undefined): void;
  tableShown(isShown: boolean): void;
}

export const createListSlice: StateCreator<ListSlice> = (set) => ({
  listOrder: 'asked',
  isGrouped: false,
  openGroups: [],
  hiddenBeforeSolo: undefined,
  isTableShown: false,
  listOrdered: (listOrder) => set({ listOrder }),
  listGrouped: (isGrouped) => set({ isGrouped }),
  groupOpened: (name, isOpen) =>
    set(({ openGroups }) => {
      const others = openGroups.filter((each) => each !== name);
      return { openGroups: isOpen ? [...others, name] : others };
    }),
  soloChosen: (hiddenBeforeSolo) => set({ hiddenBeforeSolo }),
  tableShown: (isTableShown) => set({ isTableShown }),
});
