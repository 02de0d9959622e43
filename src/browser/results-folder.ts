/** A folder of the user's that results are written into. If the page dies, the file that it was at is the old one, or empty. */
export class ResultsFolder {
  readonly kind = 'folder';
  readonly #handle: FileSystemDirectoryHandle;

  constructor(handle: FileSystemDirectoryHandle) {
    this.#handle = handle;
  }

  get name(): string {
    return this.#handle.name;
  }

  async read(name: string): Promise<string | undefined> {
    const file = await this.#find(name);
    return file && (await (await file.getFile()).text());
  }

  async has(name: string): Promise<boolean> {
    return (await this.#find(name)) !== undefined;
  }

  async write(name: string, content: Uint8Array<ArrayBuffer> | string): Promise<void> {
    const isNew = !(await this.has(name));
    const file = await this.#handle.getFileHandle(name, { create: true });
    try {
      await fill(file, content);
    } catch (error) {
      if (isNew) await this.#handle.removeEntry(name).catch(() => undefined);
      throw error;
    }
  }

  async settle(): Promise<void> {}

  async end(): Promise<void> {}

  async #find(name: string): Promise<FileSystemFileHandle | undefined> {
    try {
      return await this.#handle.getFileHandle(name);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }
}

/** What is written takes the place of the file's content when it is closed. */
async function fill(file: FileSystemFileHandle, content: Uint8Array<ArrayBuffer> | string): Promise<void> {
  const stream = await file.createWritable();
  try {
    await stream.write(content);
  } catch (error) {
    await stream.abort().catch(() => undefined);
    throw error;
  }
  await stream.close();
}
