/**
 * What browsers, their workers and Node all have besides the language, as far as the pure folders use it. Their library
 * holds the language alone, so that neither the DOM nor Node slips in.
 */

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class AbortSignal {
  readonly aborted: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: as in every library that declares it.
  readonly reason: any;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare function setInterval(tick: () => void, milliseconds: number): number;
declare function clearInterval(timer: number | undefined): void;
