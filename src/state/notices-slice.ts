import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';

export interface Notice {
  readonly id: number;
  readonly error: WireError;
}

export interface NoticesSlice {
  /** Oldest first. The same refusal raised again takes the place of the one before. */
  readonly notices: readonly Notice[];
  noticeRaised(error: WireError): void;
  noticeDismissed(id: number): void;
}

const MOST_SHOWN = 3;

export const createNoticesSlice: StateCreator<NoticesSlice> = (set) => ({
  notices: [],
  noticeRaised: (error) =>
    set(({ notices }) => {
      const others = notices.filter((notice) => !isSame(notice.error, error));
      const id = Math.max(0, ...notices.map((notice) => notice.id)) + 1;
      return { notices: [...others, { id, error }].slice(-MOST_SHOWN) };
    }),
  noticeDismissed: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
});

function isSame(one: WireError, other: WireError): boolean {
  return one.code === other.code && JSON.stringify(one.details) === JSON.stringify(other.details);
}
