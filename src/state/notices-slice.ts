import type { StateCreator } from 'zustand/vanilla';
import type { WireError } from '#errors.ts';

/**
 * What a notice is about, and goes away with: `opening` files, until others are given; the open `scan`; the last `prompt`, said
 * below it; the last `run`; the `model`, until one is ready. `other` stays until somebody has read it.
 */
export type Act = 'opening' | 'scan' | 'prompt' | 'run' | 'model' | 'other';

export interface Notice {
  readonly id: number;
  readonly act: Act;
  readonly error: WireError;
}

export interface NoticesSlice {
  /** Oldest first. The same refusal raised again takes the place of the one before. */
  readonly notices: readonly Notice[];
  noticeRaised(error: WireError, act?: Act): void;
  noticeDismissed(id: number): void;
  /** What was said about `act` is no longer so. */
  actSettled(...acts: readonly Act[]): void;
}

const MOST_KEPT = 6;

export const createNoticesSlice: StateCreator<NoticesSlice> = (set) => ({
  notices: [],
  noticeRaised: (error, act = 'other') =>
    set(({ notices }) => {
      const others = notices.filter((notice) => !isSame(notice.error, error));
      const id = Math.max(0, ...notices.map((notice) => notice.id)) + 1;
      return { notices: [...others, { id, act, error }].slice(-MOST_KEPT) };
    }),
  noticeDismissed: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  actSettled: (...acts) =>
    set(({ notices }) => {
      const left = notices.filter(({ act }) => !acts.includes(act));
      return left.length === notices.length ? {} : { notices: left };
    }),
});

function isSame(one: WireError, other: WireError): boolean {
  return one.code === other.code && JSON.stringify(one.details) === JSON.stringify(other.details);
}
