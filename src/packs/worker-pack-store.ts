import { AppError, fromWire } from '#errors.ts';
import type { JobName, Jobs, Reply, Request } from './messages.ts';
import type { ConvertJob, JobOptions, PackFolder, PackKey, PackStore, StoredPack } from './pack-store.ts';

/** The near end of a worker, or of a MessagePort in a test. */
export interface PackStorePort {
  postMessage(message: Request): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Reply>) => void): void;
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
}

interface Pending {
  settle(reply: Exclude<Reply, { kind: 'progress' }>): void;
  onProgress?: JobOptions['onProgress'];
}

/** A PackStore on the far side of a port, which `start` opens on the first call, and anew after the worker has died. */
export class WorkerPackStore implements PackStore {
  readonly #start: () => PackStorePort;
  readonly #pending = new Map<number, Pending>();
  #port: PackStorePort | undefined;
  #nextId = 1;

  constructor(start: () => PackStorePort) {
    this.#start = start;
  }

  list(): Promise<readonly StoredPack[]> {
    return this.#call('list', null);
  }

  convert(job: ConvertJob, options?: JobOptions): Promise<PackKey> {
    return this.#call('convert', job, options);
  }

  add(folder: PackFolder, options?: JobOptions): Promise<PackKey> {
    return this.#call('add', folder, options);
  }

  async verify(key: PackKey, options?: JobOptions): Promise<void> {
    await this.#call('verify', { key }, options);
  }

  async remove(key: PackKey): Promise<void> {
    await this.#call('remove', { key });
  }

  async exportTo(key: PackKey, target: FileSystemDirectoryHandle, options?: JobOptions): Promise<void> {
    await this.#call('exportTo', { key, target }, options);
  }

  zip(key: PackKey, options?: JobOptions): Promise<File> {
    return this.#call('zip', { key }, options);
  }

  pause(): void {
    this.#port?.postMessage({ kind: 'pause' });
  }

  resume(): void {
    this.#port?.postMessage({ kind: 'resume' });
  }

  #open(): PackStorePort {
    const port = this.#start();
    port.addEventListener('message', ({ data: reply }) => {
      const pending = this.#pending.get(reply.id);
      if (reply.kind === 'progress') return pending?.onProgress?.(reply.progress);
      this.#pending.delete(reply.id);
      pending?.settle(reply);
    });
    const died = (event: Event) => {
      this.#port = undefined;
      const where = `packs worker: ${'message' in event ? String(event.message) : event.type}`;
      const pending = [...this.#pending];
      this.#pending.clear();
      for (const [id, { settle }] of pending) {
        settle({ kind: 'failed', id, error: { code: 'internal', details: { where } } });
      }
    };
    port.addEventListener('error', died);
    port.addEventListener('messageerror', died);
    this.#port = port;
    return port;
  }

  #call<K extends JobName>(
    call: K,
    given: Jobs[K]['given'],
    { signal, onProgress }: JobOptions = {},
  ): Promise<Jobs[K]['back']> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const port = this.#port ?? this.#open();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // The caller hears of it when the worker has put its files in order.
      const cancel = () => port.postMessage({ kind: 'cancel', id });
      signal?.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        onProgress,
        settle: (reply) => {
          signal?.removeEventListener('abort', cancel);
          if (reply.kind === 'back') resolve(reply.back as Jobs[K]['back']);
          else if (reply.kind === 'failed') reject(fromWire(reply.error));
          else reject(signal?.reason ?? new AppError('internal', { where: 'packs worker' }));
        },
      });
      // `call` and `given` are tied by K; TypeScript cannot carry that tie into the union member.
      port.postMessage({ kind: 'call', id, call, given } as Request);
    });
  }
}
