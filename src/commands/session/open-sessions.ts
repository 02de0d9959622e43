import type { Session } from '#results/session.ts';

/** What the page knows of sessions besides what is on the screen. */
export class OpenSessions {
  /** Opened before its scan was. */
  waiting: Session | undefined;
  /** Bytes that were packed once are not packed again: masks and edits are never changed once a stroke has ended. */
  readonly packed = new WeakMap<Uint8Array, Uint8Array>();
  /** The bytes that were packed, as long as something else keeps them: then they are not unpacked into a second copy. */
  readonly unpacked = new WeakMap<Uint8Array, WeakRef<Uint8Array>>();
  /** The scan whose work this tab keeps in the browser, and how it lets go of it. */
  held: { readonly scan: string; release(): Promise<void> } | undefined;
  /** Once what it held last has been let go of, which takes a browser a moment. */
  released: Promise<void> = Promise.resolve();
  /** The scan that somebody chose last, and the going there that is under way. */
  wanted: { readonly scan: string } | undefined;
  switching: Promise<void> | undefined;
  /** It was said that the browser does not keep it; once is enough. */
  hasToldUnkept = false;
  /** The keeping that is under way. */
  keeping: Promise<void> = Promise.resolve();
}
