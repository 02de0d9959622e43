import { AppError } from '#errors.ts';
import { absent, PrivateFolder } from './private-folder.ts';

/** What the browser gives the page to keep packs with. */
export interface StorageAdapter {
  root(): Promise<FileSystemDirectoryHandle>;
  /** Bytes in use and allowed. */
  estimate(): Promise<{ readonly usage?: number; readonly quota?: number }>;
  /** `work` while no other tab changes packs. @throws AppError 'packs-busy'. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

const PACKS = 'packs';
const EXPORTS = 'exports';

/** The browser's private file system. */
export const browserStorage: StorageAdapter = {
  root: () => navigator.storage.getDirectory(),
  estimate: () => navigator.storage.estimate(),
  exclusively: async (work) =>
    navigator.locks.request('parse3d.packs', { ifAvailable: true }, async (lock) => {
      if (!lock) throw new AppError('packs-busy', {});
      return work();
    }),
};

/** Folders of packs, by their keys. */
export class StoredFolders {
  readonly #adapter: StorageAdapter;

  constructor(adapter: StorageAdapter) {
    this.#adapter = adapter;
  }

  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.#adapter.exclusively(work);
  }

  async keys(): Promise<readonly string[]> {
    const keys: string[] = [];
    for await (const { kind, name } of (await this.#folder(PACKS)).values()) {
      if (kind === 'directory') keys.push(name);
    }
    return keys.sort();
  }

  /** Made where it is not there. */
  async open(key: string): Promise<PrivateFolder> {
    return new PrivateFolder(await (await this.#folder(PACKS)).getDirectoryHandle(key, { create: true }));
  }

  async remove(key: string): Promise<void> {
    await (await this.#folder(PACKS)).removeEntry(key, { recursive: true }).catch(absent);
  }

  /** An empty folder for what is about to be handed out. */
  async exports(): Promise<PrivateFolder> {
    const root = await this.#root();
    await root.removeEntry(EXPORTS, { recursive: true }).catch(absent);
    return new PrivateFolder(await root.getDirectoryHandle(EXPORTS, { create: true }));
  }

  /** @throws AppError 'storage-full' unless `bytes` more fit in. */
  async reserve(bytes: number): Promise<void> {
    const freeBytes = await this.#free();
    if (bytes > freeBytes) throw new AppError('storage-full', { neededBytes: bytes, freeBytes });
  }

  /** `work` that writes `bytes`; a storage that is full on the way is said to be so. @throws AppError 'storage-full'. */
  async writing<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    await this.reserve(bytes);
    try {
      return await work();
    } catch (cause) {
      if (!(cause instanceof Error) || cause.name !== 'QuotaExceededError') throw cause;
      const free = await this.#free();
      const details = { neededBytes: bytes, freeBytes: free < bytes ? free : undefined };
      throw new AppError('storage-full', details, { cause });
    }
  }

  async #free(): Promise<number> {
    const { usage = 0, quota = Number.POSITIVE_INFINITY } = await this.#adapter.estimate();
    return Math.max(0, quota - usage);
  }

  async #folder(name: string): Promise<FileSystemDirectoryHandle> {
    return (await this.#root()).getDirectoryHandle(name, { create: true });
  }

  async #root(): Promise<FileSystemDirectoryHandle> {
    try {
      return await this.#adapter.root();
    } catch (cause) {
      if (globalThis.isSecureContext === false) throw new AppError('storage-insecure', {}, { cause });
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new AppError('storage-unavailable', { reason }, { cause });
    }
  }
}
