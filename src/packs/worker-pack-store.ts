import { type ClientPort, RpcClient } from '#rpc/client.ts';
import type { PackStoreCalls } from './messages.ts';
import type {
  ConvertJob,
  GivenModel,
  Inspection,
  JobOptions,
  NnunetChoice,
  PackFolder,
  PackKey,
  PackStore,
  StoredPack,
} from './pack-store.ts';

/**
 * A PackStore on the far side of a port, which `start` opens on the first call, and anew after the worker was lost: what was
 * pending then rejects with 'worker-lost'. A cancelled job rejects once the worker has put its files in order.
 */
export class WorkerPackStore implements PackStore {
  readonly #rpc: RpcClient<PackStoreCalls>;

  constructor(start: () => ClientPort) {
    this.#rpc = new RpcClient({ start, abortedCalls: 'wait-for-end' });
  }

  list(): Promise<readonly StoredPack[]> {
    return this.#rpc.call('list', []);
  }

  convert(job: ConvertJob, options?: JobOptions): Promise<PackKey> {
    return this.#rpc.call('convert', [job], options);
  }

  inspect(given: PackFolder, choice: NnunetChoice = {}): Promise<Inspection> {
    return this.#rpc.call('inspect', [given, choice]);
  }

  convertNnunet(job: GivenModel, options?: JobOptions): Promise<PackKey> {
    return this.#rpc.call('convertNnunet', [job], options);
  }

  add(folder: PackFolder, options?: JobOptions): Promise<PackKey> {
    return this.#rpc.call('add', [folder], options);
  }

  verify(key: PackKey, options?: JobOptions): Promise<void> {
    return this.#rpc.call('verify', [key], options);
  }

  remove(key: PackKey): Promise<void> {
    return this.#rpc.call('remove', [key]);
  }

  exportTo(key: PackKey, target: FileSystemDirectoryHandle, options?: JobOptions): Promise<void> {
    return this.#rpc.call('exportTo', [key, target], options);
  }

  zip(key: PackKey, options?: JobOptions): Promise<File> {
    return this.#rpc.call('zip', [key], options);
  }

  pause(): void {
    this.#halt('pause');
  }

  resume(): void {
    this.#halt('resume');
  }

  /** Where there is no worker there is no job; a worker that is lost on the way fails the job itself. */
  #halt(call: 'pause' | 'resume'): void {
    if (this.#rpc.isOpen) this.#rpc.call(call, []).catch(() => undefined);
  }
}
