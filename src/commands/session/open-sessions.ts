import type { Session } from '#results/session.ts';

/** What the page knows of sessions besides the one on the screen. */
export class OpenSessions {
  /** Opened before its scan was. */
  waiting: Session | undefined;
  /** Bytes that were packed once are not packed again: masks and edits are never changed once a stroke has ended. */
  readonly packed = new WeakMap<Uint8Array, Uint8Array>();
}
