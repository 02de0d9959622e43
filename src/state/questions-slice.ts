import type { StateCreator } from 'zustand/vanilla';

/** What would take results away that are in no file. */
export type Question =
  /** A session is to take the place of what was found on the open scan. */
  | { readonly kind: 'session-replaces'; readonly scan: string }
  /** An open scan is to be closed. */
  | { readonly kind: 'close-scan'; readonly scan: string };

export interface QuestionsSlice {
  /** What a person is asked just now. */
  readonly question: Question | undefined;
  questionAsked(question: Question | undefined): void;
}

export const createQuestionsSlice: StateCreator<QuestionsSlice> = (set) => ({
  question: undefined,
  questionAsked: (question) => set({ question }),
});
