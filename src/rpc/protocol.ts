import type { WireError } from '#errors.ts';

/** What every call may be told besides what it is given. */
export interface NoOptions {
  readonly signal?: AbortSignal;
}

/**
 * One call: what it is given, in order, what it gives back, and its options. All of it is plain data but for two kinds of
 * options: the caller's `signal` aborts one at the other end, and calling a function there calls the caller's, one way,
 * with plain data.
 */
export interface Call<Given extends readonly unknown[], Back, Options extends object = NoOptions> {
  readonly given: Given;
  readonly back: Back;
  readonly options: Options;
}

/** A table of calls, by name. Both ends are typed from it. */
export type Calls<C> = { readonly [K in keyof C]: Call<readonly unknown[], unknown, object> };

/** What answers the calls of a table: each its own method, options last. */
export type Handlers<C extends Calls<C>> = {
  [K in keyof C]: (...given: [...C[K]['given'], C[K]['options']]) => Promise<C[K]['back']>;
};

export type Request =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly call: string;
      readonly given: readonly unknown[];
      readonly options: Readonly<Record<string, unknown>>;
      /** Names of the options that are functions. */
      readonly listens: readonly string[];
    }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'ping' };

/** Ends a call. */
export type Settling =
  | { readonly kind: 'back'; readonly id: number; readonly back: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: WireError }
  | { readonly kind: 'cancelled'; readonly id: number };

export type Reply =
  | Settling
  | { readonly kind: 'event'; readonly id: number; readonly name: string; readonly given: readonly unknown[] }
  | { readonly kind: 'pong' }
  /** A request could not be read, so nobody knows which call it was. */
  | { readonly kind: 'unreadable' };
