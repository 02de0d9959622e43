import type { Session } from '#results/session.ts';
import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { Archive } from './archive.ts';
import type { ArchiveCalls } from './archive-calls.ts';

/**
 * An archive in a worker, which starts with the first call. Where it is lost, calls reject with AppError 'worker-lost' and the next starts
 * another.
 */
export class WorkerArchive implements Archive {
  readonly #rpc: RpcClient<ArchiveCalls>;

  constructor(start: () => ClientPort) {
    this.#rpc = new RpcClient<ArchiveCalls>({ start });
  }

  pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rpc.call('pack', [bytes]);
  }

  unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rpc.call('unpack', [packed, length]);
  }

  toFile(session: Session): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rpc.call('toFile', [session]);
  }

  fromFile(file: Blob): Promise<Session> {
    return this.#rpc.call('fromFile', [file]);
  }

  keep(session: Session): Promise<void> {
    return this.#rpc.call('keep', [session]);
  }

  kept(scan: string): Promise<Session | undefined> {
    return this.#rpc.call('kept', [scan]);
  }

  count(): Promise<number> {
    return this.#rpc.call('count', []);
  }

  forget(scan: string): Promise<void> {
    return this.#rpc.call('forget', [scan]);
  }

  forgetAll(): Promise<void> {
    return this.#rpc.call('forgetAll', []);
  }
}
