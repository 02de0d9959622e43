import type { Sink, SinkFile } from '#convert/sink.ts';

/** Browsers have it in their private file systems; the type library does not know it yet. */
interface Movable {
  move(name: string): Promise<void>;
}

/** A folder of the browser's private file system. What is being written has “.part” behind its name. */
export class PrivateFolder implements Sink {
  readonly #directory: FileSystemDirectoryHandle;

  constructor(directory: FileSystemDirectoryHandle) {
    this.#directory = directory;
  }

  create = async (path: string): Promise<SinkFile> => {
    const { directory, name } = await this.#place(path, true);
    return newFile(directory, name);
  };

  read = async (path: string): Promise<Uint8Array | undefined> => {
    const file = await this.file(path);
    return file && new Uint8Array(await file.arrayBuffer());
  };

  slice = async (path: string, offset: number, length: number): Promise<Uint8Array> => {
    const part = (await this.file(path))?.slice(offset, offset + length);
    return new Uint8Array((await part?.arrayBuffer()) ?? []);
  };

  size = async (path: string): Promise<number | undefined> => (await this.file(path))?.size;

  remove = async (path: string): Promise<void> => {
    const { directory, name } = await this.#place(path, false);
    await directory.removeEntry(name).catch(absent);
  };

  /** A finished file, on disk; undefined where there is none. */
  async file(path: string): Promise<File | undefined> {
    try {
      const { directory, name } = await this.#place(path, false);
      return await (await directory.getFileHandle(name)).getFile();
    } catch (error) {
      return absent(error);
    }
  }

  /** Of all its files together, unfinished ones too. */
  bytes(): Promise<number> {
    return bytesIn(this.#directory);
  }

  async #place(path: string, create: boolean) {
    const parts = path.split('/');
    const name = parts.pop() ?? path;
    let directory = this.#directory;
    for (const part of parts) directory = await directory.getDirectoryHandle(part, { create });
    return { directory, name };
  }
}

async function newFile(directory: FileSystemDirectoryHandle, name: string): Promise<SinkFile> {
  const part = await directory.getFileHandle(`${name}.part`, { create: true });
  const access = await part.createSyncAccessHandle();
  access.truncate(0);
  let length = 0;
  return {
    append: async (bytes) => {
      // A disk that is full may take a part.
      for (let done = 0; done < bytes.length; ) {
        const written = access.write(bytes.subarray(done), { at: length });
        if (written === 0) throw new DOMException('Nothing more can be written', 'QuotaExceededError');
        done += written;
        length += written;
      }
    },
    finish: async () => {
      access.flush();
      access.close();
      await directory.removeEntry(name).catch(absent);
      await (part as FileSystemFileHandle & Movable).move(name);
    },
    abort: async () => {
      access.close();
      await directory.removeEntry(`${name}.part`).catch(absent);
    },
  };
}

async function bytesIn(directory: FileSystemDirectoryHandle): Promise<number> {
  let sum = 0;
  for await (const entry of directory.values()) {
    // Unfinished files are locked for reading while they are written.
    if (entry.kind === 'directory') sum += await bytesIn(entry as FileSystemDirectoryHandle);
    else sum += (await (entry as FileSystemFileHandle).getFile()).size;
  }
  return sum;
}

/** For what is not there. @throws every other error. */
export function absent(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}
