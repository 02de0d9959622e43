import type { Tensor, Tensors } from './runtime.ts';
import type { FeatureDisk } from './slice-features.ts';

/** All of it below this folder of the browser's private file system, each engine in a folder of its own. */
const FOLDER = 'features';
/** Of what the browser would give; the rest is for packs. */
const SHARE = 0.5;
const MOST_BYTES = 16 * 2 ** 30;

interface Kept {
  readonly file: string;
  readonly bytes: number;
  /** In the order in which they lie in the file. */
  readonly tensors: readonly {
    readonly role: string;
    readonly dims: readonly number[];
    readonly bytes: number;
  }[];
}

/**
 * Features of slices in the browser's private file system, for as long as this engine lives; in a worker only. What engines
 * of closed pages left is removed when the first slice is written. Where the browser gives no room nothing is kept.
 */
export class PrivateFeatures implements FeatureDisk {
  /** From the oldest to the newest. */
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;
  #files = 0;
  #opened: Promise<{ folder: FileSystemDirectoryHandle; budgetBytes: number } | undefined> | undefined;

  has(key: string): boolean {
    return this.#kept.has(key);
  }

  async write(key: string, features: Tensors): Promise<void> {
    this.#opened ??= openFolder().catch(() => undefined);
    const opened = await this.#opened;
    const entries = Object.entries(features);
    const tensors = entries.map(([role, { dims, data }]) => ({ role, dims, bytes: data.byteLength }));
    const bytes = tensors.reduce((sum, tensor) => sum + tensor.bytes, 0);
    if (!opened || bytes > opened.budgetBytes || entries.some(([, { data }]) => data instanceof Int32Array))
      return;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes + bytes <= opened.budgetBytes) break;
      await this.#remove(oldest);
    }
    const file = `${this.#files++}`;
    try {
      await writeAll(
        opened.folder,
        file,
        entries.map(([, tensor]) => tensor),
      );
    } catch {
      // The disk is full. The slice is encoded again when it is wanted.
      await opened.folder.removeEntry(file).catch(() => undefined);
      return;
    }
    this.#kept.set(key, { file, bytes, tensors });
    this.#bytes += bytes;
  }

  async read(key: string): Promise<Tensors | undefined> {
    const kept = this.#kept.get(key);
    const opened = await this.#opened;
    if (!kept || !opened) return undefined;
    try {
      const content = await (await (await opened.folder.getFileHandle(kept.file)).getFile()).arrayBuffer();
      let offset = 0;
      const tensors = kept.tensors.map(({ role, dims, bytes }): [string, Tensor] => {
        const data = new Float32Array(content, offset, bytes / Float32Array.BYTES_PER_ELEMENT);
        offset += bytes;
        return [role, { dims, data }];
      });
      return Object.fromEntries(tensors);
    } catch {
      await this.#remove(key);
      return undefined;
    }
  }

  async drop(prefix: string): Promise<void> {
    for (const key of this.#kept.keys()) if (key.startsWith(prefix)) await this.#remove(key);
  }

  async #remove(key: string): Promise<void> {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
    const opened = await this.#opened;
    await opened?.folder.removeEntry(kept.file).catch(() => undefined);
  }
}

async function writeAll(
  folder: FileSystemDirectoryHandle,
  name: string,
  tensors: readonly Tensor[],
): Promise<void> {
  const handle = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
  try {
    let at = 0;
    for (const { data } of tensors) {
      const bytes = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
      if (handle.write(bytes, { at }) !== bytes.length) throw new Error('The disk is full.');
      at += bytes.length;
    }
  } finally {
    handle.close();
  }
}

/** A fresh folder whose name is locked while this worker lives, and how much may go into it. */
async function openFolder() {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(FOLDER, { create: true });
  const name = crypto.randomUUID();
  await new Promise<void>((held, refused) => {
    const asked = navigator.locks.request(`${FOLDER}/${name}`, () => {
      held();
      return new Promise<never>(() => undefined);
    });
    asked.catch(refused);
  });
  // Folders first: whoever has one has locked it before, so one without a lock afterwards is nobody's.
  const others: string[] = [];
  for await (const { name: other } of all.values()) others.push(other);
  const { held = [] } = await navigator.locks.query();
  const living = new Set(held.map((lock) => lock.name));
  for (const other of others) {
    if (!living.has(`${FOLDER}/${other}`))
      await all.removeEntry(other, { recursive: true }).catch(() => undefined);
  }
  const folder = await all.getDirectoryHandle(name, { create: true });
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return { folder, budgetBytes: Math.min(MOST_BYTES, SHARE * (quota - usage)) };
}
