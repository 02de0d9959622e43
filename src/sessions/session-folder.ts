import { AppError } from '#errors.ts';

/** Browsers have it in their private file systems; the type library does not know it yet. */
interface Movable {
  move(name: string): Promise<void>;
}

/** Of the folder that sessions lie in, in the origin's private file system. */
const FOLDER = 'sessions';

interface Bounds {
  readonly sessions: number;
  readonly bytes: number;
}

/** Sessions of so many scans are kept, in so many bytes together. */
const BOUNDS: Bounds = { sessions: 20, bytes: 2 ** 30 };
const DAY_MS = 86_400_000;

/** A file: the session of a scan as it was at some time, or one that was being written when the page ended. */
interface Entry {
  readonly name: string;
  readonly key: string;
  /** ms since 1970, larger for what was written later. */
  readonly at: number;
  readonly isPart: boolean;
  readonly bytes: number;
}

/**
 * Bytes by key, in files called `<key>.<time>`. A new one is written under a temporary name, renamed, and only then the one before removed, so
 * that a page that ends meanwhile leaves one or the other.
 */
export class SessionFolder {
  readonly #root: () => Promise<FileSystemDirectoryHandle>;
  readonly #bounds: Bounds;

  constructor(root: () => Promise<FileSystemDirectoryHandle>, bounds: Bounds = BOUNDS) {
    this.#root = root;
    this.#bounds = bounds;
  }

  /** @throws AppError 'session-unkept'. */
  async write(key: string, bytes: Uint8Array): Promise<void> {
    try {
      const folder = await this.#folder();
      const entries = await entriesIn(folder);
      const own = entries.filter((entry) => entry.key === key);
      const others = await this.#withRoom(folder, entries, key, bytes.length);
      const name = `${key}.${Math.max(Date.now(), ...own.map(({ at }) => at + 1))}`;
      await this.#written(folder, name, bytes, others);
      for (const entry of own) await folder.removeEntry(entry.name).catch(ignored);
    } catch (cause) {
      throw unkept(cause);
    }
  }

  /** The latest that is whole. @throws AppError 'session-unkept'. */
  async read(key: string): Promise<File | undefined> {
    try {
      const folder = await this.#folder();
      const whole = (await entriesIn(folder)).filter((entry) => entry.key === key && !entry.isPart);
      const latest = whole.toSorted((a, b) => b.at - a.at)[0];
      return latest && (await (await folder.getFileHandle(latest.name)).getFile());
    } catch (cause) {
      throw unkept(cause);
    }
  }

  /** Of how many scans a whole session lies here. @throws AppError 'session-unkept'. */
  async count(): Promise<number> {
    try {
      const whole = (await entriesIn(await this.#folder())).filter(({ isPart }) => !isPart);
      return new Set(whole.map(({ key }) => key)).size;
    } catch (cause) {
      throw unkept(cause);
    }
  }

  /** Of all scans where no key is given. @throws AppError 'session-unkept'. */
  async remove(key?: string): Promise<void> {
    try {
      const folder = await this.#folder();
      for (const entry of await entriesIn(folder)) {
        if (key === undefined || entry.key === key) await folder.removeEntry(entry.name).catch(ignored);
      }
    } catch (cause) {
      throw unkept(cause);
    }
  }

  /** Those of other scans that stay, from the oldest on, once the bounds are kept. */
  async #withRoom(
    folder: FileSystemDirectoryHandle,
    entries: readonly Entry[],
    key: string,
    bytes: number,
  ): Promise<Entry[]> {
    const others = entries.filter((entry) => entry.key !== key).toSorted((a, b) => a.at - b.at);
    const stay = others.filter(({ isPart, at }) => !isPart || at > Date.now() - DAY_MS);
    for (const { name } of others.filter((entry) => !stay.includes(entry))) {
      await folder.removeEntry(name).catch(ignored);
    }
    const sum = () => stay.reduce((all, entry) => all + entry.bytes, bytes);
    while (stay.length > 0 && (stay.length + 1 > this.#bounds.sessions || sum() > this.#bounds.bytes)) {
      await removeOldest(folder, stay);
    }
    if (sum() > this.#bounds.bytes) throw new DOMException('Larger than all may be', 'QuotaExceededError');
    return stay;
  }

  /** Where the browser has no room, the oldest of others go, one after another. */
  async #written(
    folder: FileSystemDirectoryHandle,
    name: string,
    bytes: Uint8Array,
    others: Entry[],
  ): Promise<void> {
    for (;;) {
      try {
        return await writeWhole(folder, name, bytes);
      } catch (error) {
        if (!isFull(error) || others.length === 0) throw error;
        await removeOldest(folder, others);
      }
    }
  }

  async #folder(): Promise<FileSystemDirectoryHandle> {
    return (await this.#root()).getDirectoryHandle(FOLDER, { create: true });
  }
}

async function writeWhole(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array): Promise<void> {
  const part = await folder.getFileHandle(`${name}.part`, { create: true });
  const access = await part.createSyncAccessHandle();
  try {
    access.truncate(0);
    // A disk that is full may take a part.
    for (let at = 0; at < bytes.length; ) {
      const written = access.write(bytes.subarray(at) as Uint8Array<ArrayBuffer>, { at });
      if (written === 0) throw new DOMException('Nothing more can be written', 'QuotaExceededError');
      at += written;
    }
    access.flush();
  } catch (error) {
    access.close();
    await folder.removeEntry(`${name}.part`).catch(ignored);
    throw error;
  }
  access.close();
  await (part as FileSystemFileHandle & Movable).move(name);
}

async function removeOldest(folder: FileSystemDirectoryHandle, entries: Entry[]): Promise<void> {
  const oldest = entries.shift();
  if (oldest) await folder.removeEntry(oldest.name).catch(ignored);
}

async function entriesIn(folder: FileSystemDirectoryHandle): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of folder.values()) {
    const [, key, at, part] = /^([0-9a-f]+)\.(\d+)(\.part)?$/.exec(entry.name) ?? [];
    if (entry.kind !== 'file' || key === undefined) continue;
    // What another tab is writing cannot be looked at.
    const size = await (entry as FileSystemFileHandle).getFile().then(
      (file) => file.size,
      () => 0,
    );
    entries.push({ name: entry.name, key, at: Number(at), isPart: part !== undefined, bytes: size });
  }
  return entries;
}

const isFull = (error: unknown) => error instanceof Error && error.name === 'QuotaExceededError';

function unkept(cause: unknown): AppError {
  if (isFull(cause)) return new AppError('session-unkept', { reason: 'full' }, { cause });
  return new AppError(
    'session-unkept',
    { reason: cause instanceof Error ? cause.name : String(cause) },
    { cause },
  );
}

/** It is gone already, or another tab holds it and will remove it. */
function ignored(): void {}
