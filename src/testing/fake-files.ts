import { joined } from './memory-sink.ts';

/** A folder of the browser's private file system, in memory: as much of it as we use. */
export class FakeFolder {
  readonly kind = 'directory';
  readonly name: string;
  readonly #entries = new Map<string, FakeFolder | FakeFile>();

  constructor(name = '') {
    this.name = name;
  }

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<FakeFolder> {
    const found = this.#entries.get(name) ?? (create ? new FakeFolder(name) : undefined);
    if (!(found instanceof FakeFolder)) throw notFound(name);
    this.#entries.set(name, found);
    return found;
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<FakeFile> {
    const found = this.#entries.get(name) ?? (create ? new FakeFile(this.#entries, name) : undefined);
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
  #content = new Uint8Array();

  constructor(siblings: Map<string, FakeFolder | FakeFile>, name: string) {
    this.#siblings = siblings;
    this.name = name;
  }

  async getFile(): Promise<File> {
    return new File([this.#content], this.name);
  }

  async createSyncAccessHandle() {
    let length = this.#content.length;
    return {
      write: (bytes: Uint8Array, { at = 0 } = {}) => {
        length = Math.max(length, at + bytes.length);
        const content = joined([this.#content, new Uint8Array(length - this.#content.length)]);
        content.set(bytes, at);
        this.#content = content;
        return bytes.length;
      },
      truncate: (size: number) => {
        this.#content = this.#content.slice(0, size);
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
