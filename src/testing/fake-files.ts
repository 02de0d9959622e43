import { joined } from './memory-sink.ts';

interface FakeDisk {
  room: number;
}

/** A folder of the browser's private file system, in memory: as much of it as we use. */
export class FakeFolder {
  readonly kind = 'directory';
  readonly name: string;
  readonly #entries = new Map<string, FakeFolder | FakeFile>();
  readonly #disk: FakeDisk;

  /** `disk`: how much more may be written below it, in all. */
  constructor(name = '', disk: FakeDisk = { room: Number.POSITIVE_INFINITY }) {
    this.name = name;
    this.#disk = disk;
  }

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<FakeFolder> {
    const found = this.#entries.get(name) ?? (create ? new FakeFolder(name, this.#disk) : undefined);
    if (!(found instanceof FakeFolder)) throw notFound(name);
    this.#entries.set(name, found);
    return found;
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<FakeFile> {
    const found =
      this.#entries.get(name) ?? (create ? new FakeFile(this.#entries, name, this.#disk) : undefined);
    if (!(found instanceof FakeFile)) throw notFound(name);
    this.#entries.set(name, found);
    return found;
  }

  async removeEntry(name: string, _options?: { recursive?: boolean }): Promise<void> {
    if (!this.#entries.delete(name)) throw notFound(name);
  }

  async *values(): AsyncGenerator<FakeFolder | FakeFile> {
    yield* [...this.#entries.values()];
  }
}

class FakeFile {
  readonly kind = 'file';
  name: string;
  readonly #siblings: Map<string, FakeFolder | FakeFile>;
  /** With room to grow. */
  #content = new Uint8Array(1024);
  #length = 0;
  readonly #disk: FakeDisk;

  constructor(siblings: Map<string, FakeFolder | FakeFile>, name: string, disk: FakeDisk) {
    this.#siblings = siblings;
    this.#disk = disk;
    this.name = name;
  }

  async getFile(): Promise<File> {
    return new File([this.#content.subarray(0, this.#length)], this.name);
  }

  async createSyncAccessHandle() {
    return {
      write: (given: Uint8Array, { at = 0 } = {}) => {
        // A disk that is nearly full takes a part, and then nothing.
        const bytes = given.subarray(0, this.#disk.room);
        if (bytes.length === 0 && given.length > 0) throw new DOMException('full', 'QuotaExceededError');
        this.#disk.room -= bytes.length;
        const end = at + bytes.length;
        if (end > this.#content.length) {
          this.#content = joined([this.#content, new Uint8Array(2 * end)]);
        }
        this.#content.set(bytes, at);
        this.#length = Math.max(this.#length, end);
        return bytes.length;
      },
      truncate: (size: number) => {
        this.#length = Math.min(this.#length, size);
      },
      flush: () => {},
      close: () => {},
    };
  }

  async move(name: string): Promise<void> {
    this.#siblings.delete(this.name);
    this.name = name;
    this.#siblings.set(name, this);
  }
}

function notFound(name: string) {
  return new DOMException(`${name} is not there`, 'NotFoundError');
}
