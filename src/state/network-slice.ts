import type { StateCreator } from 'zustand/vanilla';
import type { SeenRequest } from '#service-worker/site-files.ts';

/** How far the page can do without its server. */
export type OfflineStatus =
  | { readonly at: 'unknown' }
  | { readonly at: 'keeping' }
  | { readonly at: 'kept'; readonly bytes: number }
  /** The browser keeps no files for this page, or had no room. */
  | { readonly at: 'not-kept'; readonly reason: string | undefined };

export interface NetworkSlice {
  readonly offline: OfflineStatus;
  /** No request goes to the network. */
  readonly isDark: boolean;
  /** A newer version of the page is here, and waits until it is wanted. */
  readonly isUpdateWaiting: boolean;
  /** What the page and its workers asked for, newest first. */
  readonly requests: readonly SeenRequest[];
  offlineChanged(offline: OfflineStatus): void;
  darkChanged(isDark: boolean): void;
  updateFound(): void;
  requestSeen(request: SeenRequest): void;
}

const MOST_SHOWN = 100;

export const createNetworkSlice: StateCreator<NetworkSlice> = (set) => ({
  offline: { at: 'unknown' },
  isDark: false,
  isUpdateWaiting: false,
  requests: [],
  offlineChanged: (offline) => set({ offline }),
  darkChanged: (isDark) => set({ isDark }),
  updateFound: () => set({ isUpdateWaiting: true }),
  requestSeen: (request) =>
    set(({ requests }) => {
      if (requests.some(({ id }) => id === request.id)) return {};
      const all = [request, ...requests].toSorted((a, b) => b.at - a.at);
      return { requests: all.slice(0, MOST_SHOWN) };
    }),
});
