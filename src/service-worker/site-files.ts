/** A file of the built site. */
export interface SiteFile {
  /** From the page's folder. */
  readonly url: string;
  /** Of what is in it; null where its name changes with that. */
  readonly revision: string | null;
  /** Of one of the two builds of onnxruntime only. */
  readonly runtime?: 'jspi' | 'asyncify';
}

/** What the page asks of the service worker. */
export type Asked =
  /** What was asked for since a page was opened, in ms since 1970; answered with a list of SeenRequest. */
  | { readonly ask: 'seen'; readonly since: number }
  /** Keep every file of the site; answered with Kept. */
  | { readonly ask: 'keep' }
  /** From now on no request goes to the network, or again as usual; answered with Kept. */
  | { readonly ask: 'go-dark'; readonly isDark: boolean }
  /** Take the place of the version before. */
  | { readonly ask: 'take-over' };

/** How far the site can do without its server. */
export interface Kept {
  readonly isComplete: boolean;
  readonly bytes: number;
  readonly isDark: boolean;
  /** Why not all files could be kept. */
  readonly reason?: string | undefined;
}

/** Where an answer came from. 'refused': nowhere, the page being dark. */
export type AnsweredFrom = 'kept' | 'network' | 'refused' | 'failed';

/** A request of the page or of one of its workers, told to the page as it is answered. */
export interface SeenRequest {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly seen: string;
  readonly from: AnsweredFrom;
}
