import type { StateCreator } from 'zustand/vanilla';
import type { Mark, MarkId, MarkKind } from '#results/mark.ts';

export interface MarksSlice {
  /** What was measured on the open scan, in the order of measuring. */
  readonly marks: readonly Mark[];
  /** The marks as a session that was saved last has them. */
  readonly savedMarks: readonly Mark[] | undefined;
  /** What is being drawn; its value is what it would be now. */
  readonly draft: Mark | undefined;
  /** What the tool 'measure' draws. */
  readonly markKind: MarkKind;
  markKindChosen(kind: MarkKind): void;
  markDrafted(draft: Mark | undefined): void;
  markAdded(mark: Mark): void;
  /** Takes the place of the mark with its id, if that is still there. */
  markChanged(changed: Mark): void;
  markRemoved(id: MarkId): void;
  marksCleared(): void;
  /** `marks` are in a file now. */
  marksSaved(marks: readonly Mark[]): void;
}

export const createMarksSlice: StateCreator<MarksSlice> = (set) => ({
  marks: [],
  savedMarks: undefined,
  draft: undefined,
  markKind: 'ruler',
  markKindChosen: (markKind) => set({ markKind, draft: undefined }),
  markDrafted: (draft) => set({ draft }),
  markAdded: (mark) => set(({ marks }) => ({ marks: [...marks, mark], draft: undefined })),
  markChanged: (changed) =>
    set(({ marks }) => ({ marks: marks.map((mark) => (mark.id === changed.id ? changed : mark)) })),
  markRemoved: (id) => set(({ marks }) => ({ marks: marks.filter((mark) => mark.id !== id) })),
  marksCleared: () => set({ marks: [], savedMarks: undefined, draft: undefined }),
  marksSaved: (savedMarks) => set({ savedMarks }),
});
