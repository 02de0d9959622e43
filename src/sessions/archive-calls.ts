import type { Session } from '#results/session.ts';
import type { Call } from '#rpc/protocol.ts';

/** What archive-worker.ts answers. */
export interface ArchiveCalls {
  pack: Call<readonly [bytes: Uint8Array], Uint8Array<ArrayBuffer>>;
  unpack: Call<readonly [packed: Uint8Array, length: number], Uint8Array<ArrayBuffer>>;
  toFile: Call<readonly [session: Session], Uint8Array<ArrayBuffer>>;
  fromFile: Call<readonly [file: Blob], Session>;
  keep: Call<readonly [session: Session], void>;
  kept: Call<readonly [scan: string], Session | undefined>;
  count: Call<readonly [], number>;
  forget: Call<readonly [scan: string], void>;
  forgetAll: Call<readonly [], void>;
}
