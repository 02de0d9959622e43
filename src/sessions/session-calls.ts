import type { Call } from '#rpc/protocol.ts';

/** What session-worker.ts answers. */
export interface SessionCalls {
  pack: Call<readonly [bytes: Uint8Array], Uint8Array<ArrayBuffer>>;
  unpack: Call<readonly [packed: Uint8Array, length: number], Uint8Array<ArrayBuffer>>;
}
