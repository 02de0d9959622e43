import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { Packer } from './packer.ts';
import type { SessionCalls } from './session-calls.ts';

/** Packs in a worker, which starts with the first call. Where it is lost, calls reject with AppError 'worker-lost' and the next starts another. */
export class WorkerPacker implements Packer {
  readonly #rpc: RpcClient<SessionCalls>;

  constructor(start: () => ClientPort) {
    this.#rpc = new RpcClient<SessionCalls>({ start });
  }

  pack(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rpc.call('pack', [bytes]);
  }

  unpack(packed: Uint8Array, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rpc.call('unpack', [packed, length]);
  }
}
